"""Files under the hash of their bytes: kept once, whole, until nothing names them."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from optom.base import kept_files


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of this test's own."""
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path / "files")
    return tmp_path / "files"


def test_the_same_bytes_are_one_file_that_nobody_else_reads(place: Path) -> None:
    first, again = kept_files.keep(b"certificate"), kept_files.keep(b"certificate")

    files = [path for path in place.rglob("*") if path.is_file()]
    assert first == again
    assert [path.name for path in files] == [first.sha256]
    assert files[0].stat().st_mode & 0o077 == place.stat().st_mode & 0o077 == 0
    assert kept_files.read(first.sha256) == b"certificate"


def test_a_file_that_was_cut_off_is_written_anew() -> None:
    kept = kept_files.keep(b"certificate")
    kept_files.path_of(kept.sha256).write_bytes(b"cert")

    assert not kept_files.is_kept(kept)
    kept_files.keep(b"certificate")

    assert kept_files.is_kept(kept)


def test_a_file_whose_bytes_were_touched_is_found_by_its_hash() -> None:
    kept = kept_files.keep(b"certificate")
    assert kept_files.fault(kept) == ""

    kept_files.path_of(kept.sha256).write_bytes(b"certifikate")

    assert "hash" in kept_files.fault(kept)


def test_only_what_nothing_names_and_nobody_has_kept_lately_is_forgotten(at: datetime) -> None:
    named, old, young = (kept_files.keep(content) for content in (b"named", b"old", b"young"))
    for kept in (named, old):
        os.utime(kept_files.path_of(kept.sha256), (0, 0))
    moment = datetime.now(at.tzinfo) - timedelta(days=1)

    assert kept_files.forget({named.sha256}, before=moment) == 1

    assert [kept_files.is_kept(kept) for kept in (named, old, young)] == [True, False, True]


def test_a_file_that_is_kept_again_counts_as_young(at: datetime) -> None:
    kept = kept_files.keep(b"certificate")
    os.utime(kept_files.path_of(kept.sha256), (0, 0))

    kept_files.keep(b"certificate")

    assert kept_files.forget(set(), before=datetime.now(at.tzinfo) - timedelta(days=1)) == 0


@pytest.mark.parametrize("name", ["../../secret-key", "", "A" * 64, "0" * 63])
def test_what_is_no_hash_leads_nowhere(name: str) -> None:
    with pytest.raises(ValueError, match="no hash"):
        kept_files.path_of(name)
