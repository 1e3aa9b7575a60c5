"""Pictures that an exchange names: taken from its zip or folder after all the rest, in its order, for all variants."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from optom.base import kept_files
from optom.domain.catalog import queries
from optom.domain.catalog.models import Picture, Product
from optom.interfaces.exchange.commerceml.load import Loaded, load
from optom.interfaces.exchange.commerceml.records import SkippedRow
from tests.drawn import folder_of, opened, picture, zip_of
from tests.interfaces.exchange.commerceml.exports import catalog, export, offer, offers, product

pytestmark = pytest.mark.django_db
COLOURS = ("white", "black")
RED, BLUE = picture("red"), picture("blue")


def naming(*names: str, made: str = "2026-11-23T10:00:00") -> bytes:
    """An export of a chair with these pictures."""
    inside = "".join(f"<Картинка>{name}</Картинка>" for name in names)
    return export(catalog(product("chair", inside, article="C-1"), only_changes=True), made=made).encode()


def loaded(at: datetime, *paths: Path) -> tuple[Loaded, list[SkippedRow]]:
    told: list[SkippedRow] = []
    return load(paths, at=at, report=told.append), told


def colours() -> list[str]:
    """Of the chair's pictures, in their order."""
    chair = Product.objects.get(external_id="chair").pk
    found = [opened(kept_files.read(one.sha256)).convert("RGB").getpixel((5, 5)) for one in queries.pictures(chair)]
    return ["red" if isinstance(levels, tuple) and levels[0] > levels[2] else "blue" for levels in found]


def test_they_come_out_of_the_zip_in_the_order_of_the_export(at: datetime, tmp_path: Path) -> None:
    path = zip_of(
        tmp_path / "export.zip",
        {
            "1c/import.xml": naming("import_files/b.png", "import_files/a.png"),
            "1c/import_files/a.png": RED,
            "1c/import_files/b.png": BLUE,
        },
    )

    first, told = loaded(at, path)
    again, _ = loaded(at, path)

    assert (first.pictures.created, told, colours()) == (2, [], ["blue", "red"])
    assert again.is_without_effect


def test_they_lie_beside_the_file_in_a_folder(at: datetime, tmp_path: Path) -> None:
    folder_of(tmp_path, {"import.xml": naming("import_files\\a.png"), "import_files/a.png": RED})

    loaded(at, tmp_path / "import.xml")

    assert colours() == ["red"]


def test_a_large_export_in_several_archives_is_one(at: datetime, tmp_path: Path) -> None:
    first = zip_of(tmp_path / "1.zip", {"import.xml": naming("import_files/a.png")})
    second = zip_of(tmp_path / "2.zip", {"more.xml": naming(), "import_files/a.png": RED})

    loaded(at, first, second)

    assert colours() == ["red"]


def test_the_pictures_of_a_product_belong_to_all_its_variants(at: datetime, tmp_path: Path) -> None:
    variants = offers(*(offer(f"chair#{colour}", f"<Наименование>{colour}</Наименование>") for colour in COLOURS))
    folder_of(tmp_path, {"import.xml": naming("a.png"), "a.png": RED, "offers.xml": export(variants).encode()})

    loaded(at, tmp_path / "import.xml", tmp_path / "offers.xml")

    known = Picture.objects.values_list("product__external_id", flat=True)
    assert set(known) == {"chair", "chair#white", "chair#black"}


def test_what_the_next_export_names_no_more_goes_away(at: datetime, tmp_path: Path) -> None:
    files = {"a.png": RED, "b.png": BLUE}
    folder_of(tmp_path, files | {"import.xml": naming("a.png", "b.png")})
    loaded(at, tmp_path / "import.xml")

    folder_of(tmp_path, {"import.xml": naming("b.png")})
    outcome, _ = loaded(at, tmp_path / "import.xml")

    assert (outcome.pictures.changed, outcome.pictures.hidden, colours()) == (1, 1, ["blue"])


def full(*products: str, made: str = "2026-11-24T10:00:00") -> bytes:
    return export(catalog(*products), made=made).encode()


CHAIR, BARE = product("chair", "<Картинка>a.png</Картинка>", article="C-1"), product("chair", article="C-1")
TABLE = product("table", "<Картинка>b.png</Картинка>", article="T-1")


def test_a_full_export_that_names_none_for_a_product_takes_them_away(at: datetime, tmp_path: Path) -> None:
    folder_of(tmp_path, {"a.png": RED, "b.png": BLUE, "import.xml": full(CHAIR, TABLE)})
    loaded(at, tmp_path / "import.xml")

    folder_of(tmp_path, {"import.xml": full(BARE, TABLE)})
    outcome, _ = loaded(at, tmp_path / "import.xml")

    assert (outcome.pictures.hidden, colours()) == (1, [])
    assert loaded(at, tmp_path / "import.xml")[0].is_without_effect


@pytest.mark.parametrize("export_of_it", [full(BARE), export(catalog(BARE, TABLE, only_changes=True)).encode()])
def test_pictures_stay_where_an_export_comes_without_any_or_tells_changes(
    at: datetime, tmp_path: Path, export_of_it: bytes
) -> None:
    folder_of(tmp_path, {"a.png": RED, "b.png": BLUE, "import.xml": full(CHAIR)})
    loaded(at, tmp_path / "import.xml")

    folder_of(tmp_path, {"import.xml": export_of_it})
    loaded(at, tmp_path / "import.xml")

    assert colours() == ["red"]


def test_what_an_earlier_file_of_the_exchange_named_is_not_taken_after_a_full_one_names_none(
    at: datetime, tmp_path: Path
) -> None:
    folder_of(tmp_path, {"a.png": RED, "b.png": BLUE, "old.xml": naming("a.png"), "new.xml": full(BARE, TABLE)})

    loaded(at, tmp_path / "old.xml", tmp_path / "new.xml")

    assert colours() == []


def test_an_exchange_without_its_pictures_keeps_those_that_are_known_and_is_told_once(
    at: datetime, tmp_path: Path
) -> None:
    folder_of(tmp_path, {"import.xml": naming("a.png"), "a.png": RED})
    loaded(at, tmp_path / "import.xml")
    (tmp_path / "a.png").unlink()

    _, told = loaded(at, tmp_path / "import.xml")

    assert [(row.reason_code, row.facts) for row in told] == [("commerceml.no_pictures", {"count": 1})]
    assert colours() == ["red"]


def test_each_picture_that_is_not_taken_is_named_with_its_reason(
    at: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder_of(
        tmp_path,
        {"export/import.xml": naming("a.png", "lost.png", "b.svg"), "export/a.png": RED, "export/b.svg": b"<svg/>"},
    )

    call_command("import_commerceml", str(tmp_path / "export"))

    said = capsys.readouterr().out
    assert "import.xml lost.png:2: picture chair: The list names lost.png, which is not there." in said
    assert "import.xml b.svg:2: picture chair: It is no JPEG, PNG or WebP" in said
    assert colours() == ["red"]


@pytest.mark.parametrize("way", ["../secret.png", "/{place}/secret.png", "..\\secret.png", "link.png"])
def test_no_way_leads_out_of_the_folder(at: datetime, tmp_path: Path, way: str) -> None:
    folder_of(tmp_path, {"secret.png": RED, "export/import.xml": naming(way.format(place=tmp_path))})
    (tmp_path / "export/link.png").symlink_to(tmp_path / "secret.png")

    _, told = loaded(at, tmp_path / "export/import.xml")

    assert [row.reason_code for row in told] == ["commerceml.no_pictures"]
    assert not Picture.objects.exists()


def test_the_last_word_of_several_files_counts(at: datetime, tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        {
            "new.xml": naming("b.png", made="2026-11-24T10:00:00"),
            "old.xml": naming("a.png"),
            "a.png": RED,
            "b.png": BLUE,
        },
    )

    loaded(at, tmp_path / "new.xml", tmp_path / "old.xml")

    assert colours() == ["blue"]
