"""`optom import pictures` and `optom import papers`: from folders and zips, each refused file named with its reason."""

import unicodedata
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from optom.base import kept_files
from optom.domain.catalog import queries
from optom.domain.catalog.models import GoodsPaper, Picture
from tests.drawn import folder_of, pdf, picture, zip_of
from tests.trade import Firm


def said(capsys: pytest.CaptureFixture[str], *command: object) -> list[str]:
    """What the command says, a line each."""
    call_command(*(str(part) for part in command))
    return capsys.readouterr().out.splitlines()


def test_a_folder_of_pictures_with_all_below_it(firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    skf, fag = firm.product("6204-2RS"), firm.product("6204-2RS", brand="FAG")
    folder_of(
        tmp_path,
        {
            "SKF_6204-2RS.jpg": picture(kind="JPEG"),
            "more/SKF_6204-2RS_2.PNG": picture("blue"),
            "more/FAG_6204-2RS.webp": picture(kind="WEBP"),
            "Thumbs.db": b"junk",
            ".hidden/x.png": b"junk",
        },
    )

    first = said(capsys, "import_pictures", tmp_path)
    again = said(capsys, "import_pictures", tmp_path)

    assert first == ["Pictures: 3 are new, 0 changed, 0 stand already, 0 went away, 0 files were left out."]
    assert again == ["Pictures: 0 are new, 0 changed, 3 stand already, 0 went away, 0 files were left out."]
    assert ([one.place for one in queries.pictures(skf)], len(queries.pictures(fag))) == ([1, 2], 1)


def test_a_zip_is_read_where_it_lies_and_its_names_lead_nowhere(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bearing = firm.product("6204")
    path = zip_of(tmp_path / "pictures.zip", {"../../../6204.png": picture(), "/etc/6204_2.png": picture("blue")})

    said(capsys, "import_pictures", path)

    assert len(queries.pictures(bearing)) == 2
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["pictures.zip"]


def test_each_refused_file_of_a_zip_is_named_with_its_reason(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    firm.product("6204")
    inner = zip_of(tmp_path / "inner.zip", {"6204.png": picture()}).read_bytes()
    path = zip_of(
        tmp_path / "pictures.zip",
        {
            "6204_3.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "6204_4.png": inner,
            "6204_5.png": b"\0" * 3_000_000,
            "nobody.png": picture(),
            "6204_1.png": picture(),
        },
        zipfile.ZIP_DEFLATED,
    )

    lines = said(capsys, "import_pictures", path)

    told = dict(line.split(": ", 1) for line in lines[:-1])
    assert told["6204_3.svg"].startswith("It is no JPEG, PNG or WebP")
    assert told["6204_4.png"].startswith("6204_4.png is an archive inside")
    assert told["6204_5.png"].startswith("6204_5.png is packed tighter")
    assert told["nobody.png"].startswith("No product has the article nobody.")
    assert lines[-1] == "Pictures: 1 are new, 0 changed, 0 stand already, 0 went away, 4 files were left out."


def test_what_a_member_says_of_its_size_is_not_believed(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its directory tells of a kilobyte; no more is read, and then it is not what it said."""
    firm.product("6204")
    path = zip_of(tmp_path / "pictures.zip", {"6204.png": b"\0" * 30_000_000}, zipfile.ZIP_DEFLATED)
    content = path.read_bytes()
    path.write_bytes(content.replace((30_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")))

    lines = said(capsys, "import_pictures", path)

    assert lines[0].startswith("6204.png: 6204.png can't be read: Bad CRC-32")
    assert Picture.objects.count() == 0


def test_a_member_behind_a_password_and_a_damaged_one_are_named(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    firm.product("6204")
    path = zip_of(tmp_path / "pictures.zip", {"6204.png": picture(size=(300, 300)), "6204_2.png": picture()})
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1  # the first is encrypted
    second = content.index(b"PK\x03\x04", 10)
    content[second + 60] ^= 0xFF
    path.write_bytes(content)

    lines = said(capsys, "import_pictures", path)

    assert lines[0].startswith("6204.png: 6204.png is protected by a password.")
    assert lines[1].startswith("6204_2.png: 6204_2.png can't be read: Bad CRC-32")


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_holds_up_no_other_whatever_way_it_is_packed(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str], way: int
) -> None:
    bearing = firm.product("6204")
    path = zip_of(tmp_path / "pictures.zip", {"6204.png": picture(), "6204_2.png": picture("blue")}, way)
    content = bytearray(path.read_bytes())
    packed = 30 + len("6204.png")
    content[packed + 4 : packed + 30] = b"\xff" * 26
    path.write_bytes(content)

    lines = said(capsys, "import_pictures", path)

    assert lines[0].startswith("6204.png: 6204.png can't be read")
    assert [one.place for one in queries.pictures(bearing)] == [2]


def test_a_link_out_of_the_folder_is_not_followed(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    firm.product("6204")
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture())
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "6204.png").symlink_to(secret)

    lines = said(capsys, "import_pictures", folder)

    assert lines[0].startswith("6204.png: 6204.png is a link to another place.")
    assert Picture.objects.count() == 0


def test_what_is_no_zip_at_all_is_said_and_no_traceback(firm: Firm, tmp_path: Path) -> None:
    path = zip_of(tmp_path / "pictures.zip", {"6204.png": picture()})
    path.write_bytes(path.read_bytes().replace(b"PK\x01\x02", b"PK\x09\x09"))

    with pytest.raises(CommandError, match=r"pictures\.zip can't be read"):
        call_command("import_pictures", str(path))


@pytest.mark.parametrize("is_marked", [True, False])
def test_russian_names_of_a_windows_zip_are_read(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, is_marked: bool
) -> None:
    bearing = firm.product("180204", brand="ГПЗ")
    path = tmp_path / "pictures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        name = "ГПЗ_180204.png" if is_marked else "XXX_180204.png"
        archive.writestr(name, picture())
    if not is_marked:
        path.write_bytes(path.read_bytes().replace(b"XXX_", "ГПЗ_".encode("cp866")))

    said(capsys, "import_pictures", path)

    assert len(queries.pictures(bearing)) == 1


def test_names_as_windows_and_macs_write_them_are_the_same(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bearing = firm.product("6204")
    decomposed = unicodedata.normalize("NFD", "чертёж й.pdf")
    path = zip_of(tmp_path / "papers.zip", {f"scans\\{decomposed}": pdf()})
    folder_of(tmp_path, {"papers.csv": "Файл;Артикул\nscans\\чертёж й.pdf;6204\n".encode()})

    said(capsys, "import_papers", path, "--list", tmp_path / "papers.csv")

    assert len(queries.papers_of([bearing])) == 1


def test_papers_by_their_names(firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bearing = firm.product("6204")
    folder_of(tmp_path, {"6204_сертификат.pdf": pdf("a"), "SKF_6204_manual.pdf": pdf("b"), "6204_2.pdf": picture()})

    lines = said(capsys, "import_papers", tmp_path)

    assert [one.kind for one in queries.papers_of([bearing])] == ["certificate", "manual"]
    assert lines[0].startswith("6204_2.pdf: It is no PDF")
    assert lines[-1] == "Papers: 2 are new, 0 changed, 0 stand already, 0 went away, 1 files were left out."


LIST = """Файл;Вид;Номер;Кем выдан;Действует с;Действует до;Артикул;Бренд;Группа
scan1.pdf;Сертификат;ЕАЭС RU С-RU.АБ12.В.00123/26;Ростест;01.02.2024;31.01.2029;6204;SKF;
scan1.pdf;;;;;;6205;;
docs\\scan2.pdf;декларация;Д-7;;2026-01-01;;;FAG;Подшипники
scan3.pdf;;;;вчера;;6204;SKF;
lost.pdf;РЭ;;;;;6204;SKF;
"""


def test_a_list_says_what_the_files_are(firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    skf, other, fag = firm.product("6204"), firm.product("6205"), firm.product("6204", brand="FAG")
    folder_of(
        tmp_path,
        {
            "papers.csv": LIST.encode("cp1251"),
            "scan1.pdf": pdf("1"),
            "docs/scan2.pdf": pdf("2"),
            "scan3.pdf": pdf("3"),
            "stray.pdf": pdf("4"),
        },
    )

    lines = said(capsys, "import_papers", tmp_path, "--list", tmp_path / "papers.csv")

    certificate, declaration = queries.papers_of([skf, other, fag])
    assert (certificate.kind, certificate.number) == ("certificate", "ЕАЭС RU С-RU.АБ12.В.00123/26")
    assert (str(certificate.valid_from), str(certificate.valid_until)) == ("2024-02-01", "2029-01-31")
    assert (certificate.issued_by, certificate.products) == ("Ростест", [skf, other])
    assert (declaration.kind, declaration.products) == ("declaration", [fag])
    assert [line.partition(":")[0] for line in lines[:-1]] == ["scan3.pdf", "stray.pdf", "lost.pdf"]
    assert "вчера" in lines[0]
    assert lines[-1].endswith("3 files were left out.")


def test_a_list_without_a_column_of_files_is_refused_whole(firm: Firm, tmp_path: Path) -> None:
    folder_of(tmp_path, {"papers.csv": "Артикул;Номер\n6204;1\n".encode(), "scan.pdf": pdf()})

    with pytest.raises(CommandError, match="no column of files"):
        call_command("import_papers", str(tmp_path), "--list", str(tmp_path / "papers.csv"))

    assert GoodsPaper.objects.count() == 0


def test_a_list_that_is_not_there_is_said(firm: Firm, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"papers\.csv: No such file"):
        call_command("import_papers", str(tmp_path), "--list", str(tmp_path / "papers.csv"))


def test_a_complete_folder_replaces_what_was_there(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bearing = firm.product("6204")
    said(capsys, "import_papers", folder_of(tmp_path / "old", {"6204_manual.pdf": pdf("old")}))

    said(capsys, "import_papers", folder_of(tmp_path / "new", {"6204_manual.pdf": pdf("new")}), "--complete")

    assert [kept_files.read(one.sha256) for one in queries.papers_of([bearing])] == [pdf("new")]
