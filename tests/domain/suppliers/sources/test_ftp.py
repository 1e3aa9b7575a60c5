"""Files of a folder on an FTP server."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from psutil import Process

from optom.base.secrets import Secret
from optom.domain.suppliers.sources.fetching import fetch
from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.terms import Ftp, Security
from optom.domain.suppliers.sources.visiting import Bounds

from .bringing import Brought, bring, put_off, refused
from .conftest import Certificate
from .ftp_server import FilesServer, ftp_server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ftp" / "Прайсы"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def files(folder: Path) -> Iterator[FilesServer]:
    with ftp_server(folder.parent) as server:
        yield server


def terms_of(files: FilesServer) -> Ftp:
    return Ftp(
        host="127.0.0.1",
        port=files.port,
        security=Security.NONE,
        user="optom",
        password=Secret.of("s3same"),
        folder="/Прайсы",
    )


def put(folder: Path, name: str, content: bytes, seconds: int) -> None:
    """A file of that age: the more seconds, the newer."""
    (folder / name).write_bytes(content)
    os.utime(folder / name, (1_700_000_000 + seconds, 1_700_000_000 + seconds))


def test_files_come_once_older_ones_first_and_again_when_they_change(
    files: FilesServer, folder: Path, at: datetime, bounds: Bounds
) -> None:
    content = bytes(range(256)) * 2000  # with all that text would be changed in
    put(folder, "новый.csv", content, 60)
    put(folder, "старый.csv", b"1", 0)
    (folder / "архив").mkdir()
    seen, terms = Seen(), terms_of(files)
    assert bring(terms, seen, at, bounds) == [Brought("старый.csv", b"1"), Brought("новый.csv", content)]
    assert bring(terms, seen, at, bounds) == []
    put(folder, "старый.csv", b"3", 90)
    assert bring(terms, seen, at, bounds) == [Brought("старый.csv", b"3")]


def test_only_the_newest_of_many_and_by_patterns(
    files: FilesServer, folder: Path, at: datetime, bounds: Bounds
) -> None:
    for day in range(3):
        put(folder, f"price-{day}.CSV", b"%d" % day, day)
    put(folder, "readme.txt", b"", 9)
    terms = replace(terms_of(files), files="price*.csv", only_newest=True)
    assert bring(terms, Seen(), at, bounds) == [Brought("price-2.CSV", b"2")]


def test_many_files_leave_no_connections_open(files: FilesServer, folder: Path, at: datetime, bounds: Bounds) -> None:
    for number in range(30):
        put(folder, f"{number}.csv", b"1", number)
    process = Process()
    before = process.num_fds()
    opened = [process.num_fds() - before for _ in fetch(terms_of(files), Seen(), at=at, bounds=bounds)]
    assert len(opened) == 30
    assert max(opened) < 25


def test_what_is_gone_is_forgotten(files: FilesServer, folder: Path, at: datetime, bounds: Bounds) -> None:
    put(folder, "a.csv", b"1", 0)
    seen = Seen()
    bring(terms_of(files), seen, at, bounds)
    (folder / "a.csv").unlink()
    bring(terms_of(files), seen, at, bounds)
    assert seen.marks == {}


def test_an_old_server_that_tells_only_names(folder: Path, at: datetime, bounds: Bounds) -> None:
    put(folder, "b.csv", b"2", 60)
    put(folder, "a.csv", b"1", 120)
    (folder / "sub").mkdir()
    with ftp_server(folder.parent, is_old=True) as files:
        seen = Seen()
        assert bring(terms_of(files), seen, at, bounds) == [Brought("b.csv", b"2"), Brought("a.csv", b"1")]
        assert bring(terms_of(files), seen, at, bounds) == []


def test_a_file_that_grows_while_it_is_read_is_left_for_later(
    files: FilesServer, folder: Path, at: datetime, bounds: Bounds
) -> None:
    put(folder, "done.csv", b"1", 0)
    put(folder, "growing.csv", b"2", 60)
    seen, brought = Seen(), []
    found = fetch(terms_of(files), seen, at=at, bounds=bounds)
    brought.append(next(found).name)
    # The listing has been read; the supplier's program goes on writing.
    (folder / "growing.csv").write_bytes(b"22")
    with pytest.raises(Exception, match=r"sources\.still_changing"):
        next(found)
    assert brought == ["done.csv"]
    assert "growing.csv" not in seen.marks


def test_tls_for_words_and_files(certificate: Certificate, folder: Path, at: datetime, bounds: Bounds) -> None:
    put(folder, "a.csv", b"safe" * 1000, 0)
    with ftp_server(folder.parent, tls=certificate.path) as files:
        terms = replace(terms_of(files), security=Security.STARTTLS)
        assert refused(terms, at, bounds).code == "sources.certificate_wrong"
        trusting = replace(bounds, roots_of_trust=certificate.path)
        assert bring(terms, Seen(), at, trusting) == [Brought("a.csv", b"safe" * 1000)]


def test_tls_from_the_first_byte(certificate: Certificate, folder: Path, at: datetime, bounds: Bounds) -> None:
    put(folder, "a.csv", b"safe", 0)
    with ftp_server(folder.parent, tls=certificate.path, is_first=True) as files:
        terms, trusting = (
            replace(terms_of(files), security=Security.TLS),
            replace(bounds, roots_of_trust=certificate.path),
        )
        assert refused(terms, at, bounds).code == "sources.certificate_wrong"
        assert bring(terms, Seen(), at, trusting) == [Brought("a.csv", b"safe")]


def test_a_listing_without_end_is_not_taken(files: FilesServer, folder: Path, at: datetime, bounds: Bounds) -> None:
    for number in range(30):
        put(folder, f"{number:0100}.csv", b"1", number)
    refusal = refused(terms_of(files), at, replace(bounds, most_page_bytes=2000))
    assert (refusal.code, refusal.facts["name"]) == ("sources.too_large", "MLSD")


def test_without_tls_on_the_server_no_password_is_sent(files: FilesServer, at: datetime, bounds: Bounds) -> None:
    assert refused(replace(terms_of(files), security=Security.STARTTLS), at, bounds).code == "sources.tls_refused"


def test_a_wrong_password_and_a_wrong_folder_are_told(files: FilesServer, at: datetime, bounds: Bounds) -> None:
    wrong = replace(terms_of(files), password=Secret.of("s3same?"))
    assert refused(wrong, at, bounds).code == "sources.sign_in_refused"
    refusal = refused(replace(terms_of(files), folder="/Прайс"), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.folder_missing", {"folder": "/Прайс"})


def test_a_huge_file_is_refused_before_it_comes(files: FilesServer, folder: Path, at: datetime, bounds: Bounds) -> None:
    put(folder, "huge.csv", bytes(2 << 20), 0)
    assert refused(terms_of(files), at, bounds).code == "sources.too_large"


def test_a_connection_that_drops_in_the_middle_is_tried_again(folder: Path, at: datetime, bounds: Bounds) -> None:
    put(folder, "a.csv", b"1" * 100_000, 0)
    with ftp_server(folder.parent, is_broken=True) as files:
        assert put_off(terms_of(files), at, bounds).code == "sources.no_answer"


def test_names_in_the_letters_of_old_servers(folder: Path, at: datetime, bounds: Bounds) -> None:
    put(folder, "прайс.csv", b"1", 0)
    (folder.parent / "cp").mkdir()
    (folder / "прайс.csv").rename(folder.parent / "cp" / "прайс.csv")
    with ftp_server(folder.parent, encoding="cp1251") as files:
        terms = replace(terms_of(files), folder="/cp")
        refusal = refused(terms, at, bounds)
        assert (refusal.code, refusal.facts["setting"]) == ("sources.setting_wrong", "encoding")
        assert bring(replace(terms, encoding="cp1251"), Seen(), at, bounds) == [Brought("прайс.csv", b"1")]
