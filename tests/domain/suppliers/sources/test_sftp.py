"""Files of a folder on an SFTP server, and who it says that it is."""

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import paramiko
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from optom.base.secrets import Secret
from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.terms import Sftp
from optom.domain.suppliers.sources.visiting import Bounds

from .bringing import Brought, bring, put_off, refused
from .sftp_server import SshServer, sftp_server


def _key() -> tuple[str, paramiko.PKey]:
    text = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
    return text.decode(), paramiko.Ed25519Key.from_private_key(io.StringIO(text.decode()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sftp"
    made.mkdir()
    return made


@pytest.fixture
def files(folder: Path) -> Iterator[SshServer]:
    with sftp_server(folder, _key()[1]) as server:
        yield server


def terms_of(files: SshServer) -> Sftp:
    return Sftp(host="127.0.0.1", port=files.port, user="optom", password=Secret.of("s3same"), folder="/")


def put(folder: Path, name: str, content: bytes, seconds: int) -> None:
    """A file of that age: the more seconds, the newer."""
    (folder / name).write_bytes(content)
    os.utime(folder / name, (1_700_000_000 + seconds, 1_700_000_000 + seconds))


def test_files_come_once_and_again_when_they_change(
    files: SshServer, folder: Path, at: datetime, bounds: Bounds
) -> None:
    content = bytes(range(256)) * 2000
    put(folder, "прайс.xlsx", content, 60)
    put(folder, "empty.csv", b"", 0)
    (folder / "sub").mkdir()
    seen = Seen()
    assert bring(terms_of(files), seen, at, bounds) == [Brought("empty.csv", b""), Brought("прайс.xlsx", content)]
    assert bring(terms_of(files), Seen.of_json(seen.as_json()), at, bounds) == []
    put(folder, "прайс.xlsx", b"2", 90)
    assert bring(terms_of(files), seen, at, bounds) == [Brought("прайс.xlsx", b"2")]


def test_a_server_with_another_key_gets_no_password(
    files: SshServer, folder: Path, at: datetime, bounds: Bounds
) -> None:
    seen = Seen()
    bring(terms_of(files), seen, at, bounds)
    assert seen.host_key.startswith("ssh-ed25519 SHA256:")
    with sftp_server(folder, _key()[1]) as other:
        refusal = refused(terms_of(other), at, bounds, seen)
        assert (refusal.code, refusal.facts["known"]) == ("sources.host_key_changed", seen.host_key)
        assert refusal.facts["met"] != seen.host_key
        assert other.tried == []
    assert len(files.tried) == 1


def test_a_first_contact_that_fails_pins_the_key_all_the_same(files: SshServer, at: datetime, bounds: Bounds) -> None:
    seen = Seen()
    wrong = replace(terms_of(files), password=Secret.of("s3same?"))
    assert refused(wrong, at, bounds, seen).code == "sources.sign_in_refused"
    assert seen.host_key


def test_one_signs_in_by_a_key(files: SshServer, folder: Path, at: datetime, bounds: Bounds) -> None:
    put(folder, "a.csv", b"1", 0)
    text, files.client_key = _key()
    terms = replace(terms_of(files), password=None, key=Secret.of(text))
    assert bring(terms, Seen(), at, bounds) == [Brought("a.csv", b"1")]
    assert refused(replace(terms, key=Secret.of(_key()[0])), at, bounds).code == "sources.sign_in_refused"
    assert refused(replace(terms, key=Secret.of("-----BEGIN")), at, bounds).code == "sources.key_unreadable"


def test_a_folder_that_is_not_there_is_told(files: SshServer, at: datetime, bounds: Bounds) -> None:
    refusal = refused(replace(terms_of(files), folder="/none"), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.folder_missing", {"folder": "/none"})


def test_a_file_that_grows_while_it_is_read_is_left_for_later(
    files: SshServer, folder: Path, at: datetime, bounds: Bounds
) -> None:
    put(folder, "growing.csv", b"1" * 50_000, 60)
    files.while_read = lambda: put(folder, "growing.csv", b"1" * 60_000, 70)
    seen = Seen()
    assert put_off(terms_of(files), at, bounds, seen).code == "sources.still_changing"
    files.while_read = None
    assert bring(terms_of(files), seen, at, bounds) == [Brought("growing.csv", b"1" * 60_000)]


def test_a_huge_file_is_refused_before_it_comes(files: SshServer, folder: Path, at: datetime, bounds: Bounds) -> None:
    put(folder, "huge.csv", bytes(2 << 20), 0)
    assert refused(terms_of(files), at, bounds).code == "sources.too_large"


def test_a_listing_without_end_is_not_taken(files: SshServer, folder: Path, at: datetime, bounds: Bounds) -> None:
    for number in range(30):
        put(folder, f"{number:0100}.csv", b"1", number)
    assert refused(terms_of(files), at, replace(bounds, most_page_bytes=2000)).code == "sources.too_large"


def test_a_connection_that_drops_in_the_middle_is_tried_again(
    files: SshServer, folder: Path, at: datetime, bounds: Bounds
) -> None:
    put(folder, "a.csv", b"1" * 900_000, 0)
    files.while_read = files.drop
    assert put_off(terms_of(files), at, bounds).code == "sources.no_answer"
