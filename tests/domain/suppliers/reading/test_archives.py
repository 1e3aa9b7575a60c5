"""Archives: opened by what they hold, bounded before and while they are unpacked."""

import base64
import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

from optom.domain.suppliers.reading import limits

from .written import put, read, refused, rows, zipped

CSV = "Артикул;Цена\n7798;10\n"
# Made by 7-Zip's own writer: p/прайс.csv ("x;y\n3;4\n") and an empty p/empty.txt, packed by LZMA2 and by LZMA.
SEVEN = {
    "lzma2": (
        "N3q8ryccAATxKcjYhQAAAAAAAAAVAAAAAAAAAA8/okcBAAd4O3kKMzs0CgDgAJQAcV0AAIEzB64PzpwGxQkqrtOqTJfxTAOycBFj"
        "PPg7KGPfKPMIjM3YiGWnuZurfHEkWQVwMmAYtI2wZsHFxCQd78Fd/0W4sIY+3SE4rH0QP2LNPUv4W7POVVlHB7oZOHERCzgSJCkm"
        "ABZb0G/bO5635R1gAAAAFwYMAQl5AAcLAQABISEBGAyAlQAA"
    ),
    "lzma": (
        "N3q8ryccAARN78idjQAAAAAAAAAVAAAAAAAAADkmtz4APA7LIKaGD9QSu8u5//+vTAAA4ACUAHJdAACBMweuD88n8IwHyEOAg4Fb"
        "/6x2zSLhpidMX50FbF8EhgPvKh/80Bcw5UsLsIOQRdk/X+gQmHaikIs6q501AMwo1EWciDQT+J9bNyPC5wq4bY6sPuVyJrnTK87y"
        "mqmwzB9IdYK0riMtKwfdgFnNsKEAAAAXBhMBCXoABwsBAAEhIQEYDICVAAA="
    ),
    "password": (
        "N3q8ryccAASILOJBrAAAAAAAAAAWAAAAAAAAAGQSkg5O87zmUheAV/St2i4SP87c4AC0AJRdAACBMweuD87zcktx3zO1sIzdGyoG"
        "uOu5h0rboY87T2dcmPBiCzhYx5iGZrh6hdeGQoNQqSMTZb2fEQyqhxhmZw3QxhxxIcwvydPkmjN3p9PO4bz5acLPTUFSAejeZtX7"
        "k0cC330aIBZJCcBPZqIyzUtDDYSFsTU04XYTQo39SMfAfWJUYDGiQjqzk4m6P+Y+gDLgAAAAFwYQAQmAnAAHCwEAASEhARgMgLUA"
        "AA=="
    ),
}


def test_files_in_archives_in_archives_are_found_by_their_content(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "july", {"без расширения": CSV, "readme.pdf": b"%PDF-1.7"}).read_bytes()
    path = zipped(tmp_path / "a.zip", {"прайсы/july.dat": inner, "__MACOSX/x.csv": "1;2", "пусто.csv": ""})

    (table,) = read(path)

    assert (table.name, rows(table)) == ("прайсы/july.dat/без расширения", [("Артикул", "Цена"), ("7798", "10")])


def tar(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        part = tarfile.TarInfo(name)
        part.size = len(content)
        archive.addfile(part, io.BytesIO(content))
        link = tarfile.TarInfo("passwd.csv")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv.gz", gzip.compress(CSV.encode(), mtime=0), "a.csv"),
        ("a.csv.bz2", bz2.compress(CSV.encode()), "a.csv"),
        ("a.csv.xz", lzma.compress(CSV.encode()), "a.csv"),
        ("a.tar", tar("b/a.csv", CSV.encode()), "b/a.csv"),
        ("a.tar.gz", gzip.compress(tar("../../a.csv", CSV.encode()), mtime=0), "a.tar/../../a.csv"),
    ],
    ids=["gz", "bz2", "xz", "tar", "tar.gz"],
)
def test_other_ways_of_packing(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    (table,) = read(put(tmp_path / name, content))

    assert (table.name, rows(table)[1]) == (expected, ("7798", "10"))


@pytest.mark.parametrize("kind", ["lzma2", "lzma"])
def test_archives_of_7_zip(tmp_path: Path, kind: str) -> None:
    (table,) = read(put(tmp_path / "a.7z", base64.b64decode(SEVEN[kind])))

    assert (table.name, rows(table)) == ("p/прайс.csv", [("x", "y"), ("3", "4")])


def test_damaged_archives_of_7_zip_are_refused_wherever_they_are_damaged(tmp_path: Path) -> None:
    whole = base64.b64decode(SEVEN["lzma2"])

    for place in range(0, len(whole), 3):
        path = put(tmp_path / "a.7z", whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            assert len(read(path)) <= 1
        except Exception as error:  # noqa: BLE001 -- which one is the question
            assert getattr(error, "code", repr(error)).startswith("files."), place
    assert refused(put(tmp_path / "a.7z", whole[:-5])) == "files.not_a_table"


def test_names_in_letters_of_dos(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("x" * len("прайс.csv"), CSV)
    path.write_bytes(path.read_bytes().replace(b"x" * len("прайс.csv"), "прайс.csv".encode("cp866")))

    assert [table.name for table in read(path)] == ["прайс.csv"]


def test_what_is_packed_stays_as_long_as_its_table_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (table,) = read(zipped(tmp_path / "a.zip", {"a.csv": CSV}))
    (unpacked,) = tmp_path.glob("optom-unpacked-*")

    assert len(rows(table)) == 2
    assert unpacked.exists()
    del table
    assert not unpacked.exists()


def test_secrets_and_other_ways_are_refused(tmp_path: Path) -> None:
    locked = zipped(tmp_path / "a.zip", {"a.csv": CSV}).read_bytes()
    central = locked.index(b"PK\x01\x02")
    locked = locked[:6] + b"\x01" + locked[7 : central + 8] + b"\x01" + locked[central + 9 :]

    assert refused(put(tmp_path / "locked.zip", locked)) == "files.encrypted"
    assert refused(put(tmp_path / "locked.7z", base64.b64decode(SEVEN["password"]))) == "files.encrypted"
    assert refused(put(tmp_path / "a.rar", b"Rar!\x1a\x07\x01\x00rest")) == "files.packed_otherwise"


def test_bombs_are_refused_before_and_while_they_are_unpacked(tmp_path: Path) -> None:
    heavy = b"\0" * (limits.FREE_OF_RATIO + (1 << 20))

    assert refused(zipped(tmp_path / "a.zip", {"a.csv": heavy})) == "files.bomb"
    assert refused(put(tmp_path / "a.gz", gzip.compress(heavy))) == "files.bomb"
    assert refused(put(tmp_path / "a.bz2", bz2.compress(heavy))) == "files.bomb"


def test_an_archive_that_lies_about_what_it_holds(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", {"a.csv": b"\0" * (limits.FREE_OF_RATIO + (1 << 20))}).read_bytes()
    size = (limits.FREE_OF_RATIO + (1 << 20)).to_bytes(4, "little")

    assert refused(put(tmp_path / "lie.zip", whole.replace(size, b"\x10\0\0\0"))) in {"files.bomb", "files.not_a_table"}


def test_depth_and_number_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = CSV.encode()
    for _ in range(limits.MOST_DEPTH):
        content = zipped(tmp_path / "a.zip", {"a": content}).read_bytes()
    assert [table.name for table in read(tmp_path / "a.zip")] == ["/".join("a" * limits.MOST_DEPTH)]
    assert refused(zipped(tmp_path / "b.zip", {"a": content})) == "files.nested"

    monkeypatch.setattr(limits, "MOST_PARTS", 3)
    assert refused(zipped(tmp_path / "c.zip", dict.fromkeys("abcd", CSV))) == "files.parts"
    monkeypatch.setattr(limits, "MOST_UNPACKED", 10)
    assert refused(zipped(tmp_path / "d.zip", {"a": CSV})) == "files.larger"


def test_damage_is_told_and_not_passed_over(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", {"a.csv": CSV * 5000}).read_bytes()

    assert refused(put(tmp_path / "cut.zip", whole[: len(whole) // 2])) == "files.not_a_table"
    assert refused(put(tmp_path / "cut.gz", gzip.compress(CSV.encode())[:-9])) == "files.not_a_table"
    assert refused(zipped(tmp_path / "b.zip", {"a.csv": CSV, "b.xml": "<r><i>"})) == "files.xml_broken"
    assert refused(zipped(tmp_path / "c.zip", {"a.pdf": b"%PDF"})) == "files.unknown"
