"""Files under the hash of their bytes: kept once, whole, until nothing names them."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from optom.base import kept_files

NIGHT, WEEK = timedelta(days=1), timedelta(days=7)
TONIGHT = datetime(2026, 11, 23, 3, 40, tzinfo=UTC)


def aged(*contents: bytes) -> list[kept_files.Kept]:
    """Files that were kept long ago."""
    files = [kept_files.keep(content) for content in contents]
    for kept in files:
        os.utime(kept_files.path_of(kept.sha256), (0, 0))
    return files


def forgotten(*named: kept_files.Kept, at: datetime) -> int:
    """How many files went away in a night at whose time rows named these."""
    hashes = {kept.sha256 for kept in named}
    return kept_files.forget(lambda digit: {one for one in hashes if one.startswith(digit)}, at=at, after=WEEK)


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


def test_what_nothing_names_goes_away_a_week_after_it_has_lost_its_name(place: Path) -> None:
    named, unnamed = aged(b"named", b"unnamed")

    nights = [forgotten(named, at=TONIGHT + NIGHT * night) for night in range(9)]

    assert nights == [0] * 8 + [1]
    assert [kept_files.is_kept(kept) for kept in (named, unnamed)] == [True, False]
    forgotten(named, at=TONIGHT + NIGHT * 9)
    assert [path.name for path in place.rglob("*") if path.is_file()] == [named.sha256]


def test_who_had_a_name_meanwhile_has_his_week_again() -> None:
    [kept] = aged(b"certificate")

    forgotten(at=TONIGHT)
    forgotten(kept, at=TONIGHT + WEEK)

    assert [forgotten(at=TONIGHT + WEEK + night) for night in (NIGHT, NIGHT * 2)] == [0, 0]


@pytest.mark.parametrize("again", [lambda _kept: kept_files.keep(b"certificate"), kept_files.renew])
def test_a_file_that_is_kept_again_counts_as_young(again: Callable[[kept_files.Kept], object]) -> None:
    [kept] = aged(b"certificate")
    now = datetime.now(UTC)
    forgotten(at=now - WEEK - NIGHT)

    assert again(kept)

    assert forgotten(at=now) == 0


@pytest.mark.parametrize("step", ["rename", "unlink"])
def test_a_file_that_is_kept_while_it_is_being_removed_stays(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    [kept] = aged(b"certificate")
    now = datetime.now(UTC)
    forgotten(at=now - WEEK - NIGHT)
    taken_away = getattr(Path, step)

    def meanwhile(path: Path, *arguments: object, **options: object) -> object:
        if kept.sha256 in path.name:
            kept_files.keep(b"certificate")
        return taken_away(path, *arguments, **options)

    monkeypatch.setattr(Path, step, meanwhile)
    forgotten(at=now)

    assert kept_files.is_kept(kept)


def test_the_name_of_a_file_is_brought_to_the_disk_behind_its_bytes(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[tuple[bool, int]] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        fsync(handle)
        brought.append((stat.S_ISDIR(os.fstat(handle).st_mode), os.fstat(handle).st_ino))

    monkeypatch.setattr(os, "fsync", noted)
    path = kept_files.path_of(kept_files.keep(b"certificate").sha256)

    behind = [False, True]
    folders = [place.parent, place]
    assert brought == [
        *((True, folder.stat().st_ino) for folder in folders),
        *zip(behind, (path.stat().st_ino, path.parent.stat().st_ino), strict=True),
    ]


@pytest.mark.parametrize("name", ["../../secret-key", "", "A" * 64, "0" * 63])
def test_what_is_no_hash_leads_nowhere(name: str) -> None:
    with pytest.raises(ValueError, match="no hash"):
        kept_files.path_of(name)
