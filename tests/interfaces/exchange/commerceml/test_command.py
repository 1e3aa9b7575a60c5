"""`optom import commerceml`: what the person at the keyboard is told."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from optom.domain.catalog.models import Product

from .exports import catalog, export, offer, offers, price, product

pytestmark = pytest.mark.django_db

EMPTY_PRICE = offers(offer("chair", price("")), kinds="<ТипыЦен><ТипЦены><Ид>retail</Ид></ТипЦены></ТипыЦен>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "import.xml").write_text(export(catalog(product("chair", name="Стул"))))
    (tmp_path / "offers.xml").write_text(export(EMPTY_PRICE))
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    return tmp_path


def told(*arguments: object) -> str:
    out = StringIO()
    call_command("import_commerceml", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_table_says_what_became_of_everything(folder: Path) -> None:
    said = told(folder / "offers.xml", folder / "import.xml")
    lines = {line.split()[0]: line.split()[1:] for line in said.splitlines() if line}
    assert lines["created"] == ["changed", "unchanged", "hidden", "skipped"]
    assert lines["products"] == ["1", "0", "0", "0", "0"]
    assert "offers.xml:2: price chair: no price above zero is given" in said
    assert "1  commerceml.empty_price" in said


def test_a_folder_stands_for_the_files_in_it(folder: Path) -> None:
    told(folder)
    assert Product.objects.get().name == "Стул"


def test_a_report_lists_every_row_for_excel(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    said = told(folder, "--report", report)
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["file"], row["line"], row["what"], row["id"], row["code"]) for row in rows] == [
        ("offers.xml", "2", "price", "chair", "commerceml.empty_price")
    ]
    assert str(report) in said
    assert "offers.xml:2" not in said


def test_a_report_holds_no_formulas(folder: Path, tmp_path: Path) -> None:
    (folder / "import.xml").write_text(export(catalog(product("=HYPERLINK(1)", article=""))))
    told(folder / "import.xml", "--report", tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["'=HYPERLINK(1)"]


def test_a_broken_file_ends_with_its_place_and_nothing_changed(folder: Path) -> None:
    (folder / "offers.xml").write_text("<Каталог>\n<Товары></Товар>")
    with pytest.raises(CommandError) as failed:
        told(folder)
    assert "offers.xml" in str(failed.value)
    assert "2" in str(failed.value)
    assert "Nothing was changed." in str(failed.value)
    assert failed.value.returncode == 1
    assert not Product.objects.exists()


def test_a_report_that_can_not_be_written_stops_before_anything(folder: Path) -> None:
    with pytest.raises(CommandError, match="can't be written"):
        told(folder, "--report", folder / "nowhere" / "report.csv")
    assert not Product.objects.exists()
