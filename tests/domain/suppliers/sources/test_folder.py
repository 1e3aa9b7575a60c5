"""A watched folder of this machine."""

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.terms import Folder
from optom.domain.suppliers.sources.visiting import Bounds

from .bringing import Brought, bring, refused


@pytest.fixture
def root(bounds: Bounds) -> Path:
    assert bounds.root
    (bounds.root / "вега").mkdir()
    return bounds.root


def put(path: Path, content: bytes, at: datetime, age: int) -> None:
    """A file that was changed so many seconds ago."""
    path.write_bytes(content)
    os.utime(path, (at.timestamp() - age, at.timestamp() - age))


def test_files_come_once_when_they_have_rested(root: Path, at: datetime, bounds: Bounds) -> None:
    put(root / "вега" / "прайс.xlsx", b"1" * 300_000, at, 60)
    put(root / "вега" / "copying.xlsx", b"2", at, 3)
    seen, terms = Seen(), Folder(path="вега")
    assert bring(terms, seen, at, bounds) == [Brought("прайс.xlsx", b"1" * 300_000)]
    assert bring(terms, seen, at, bounds) == []
    put(root / "вега" / "copying.xlsx", b"22", at, 30)
    assert bring(terms, seen, at, bounds) == [Brought("copying.xlsx", b"22")]


def test_links_and_pipes_are_no_files(root: Path, at: datetime, bounds: Bounds, tmp_path: Path) -> None:
    put(tmp_path / "secret", b"secret", at, 60)
    (root / "вега" / "link.csv").symlink_to(tmp_path / "secret")
    os.mkfifo(root / "вега" / "pipe.csv")
    assert bring(Folder(path="вега", quiet=0), Seen(), at, bounds) == []


@pytest.mark.parametrize("path", ["..", "../..", "вега/../..", "out"])
def test_a_folder_without_the_allowed_one_is_refused(
    root: Path, at: datetime, bounds: Bounds, tmp_path: Path, path: str
) -> None:
    (root / "out").symlink_to(tmp_path)
    refusal = refused(Folder(path=path), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.folder_forbidden", {"folder": path})


def test_an_absolute_path_is_within_the_allowed_folder_too(root: Path, at: datetime, bounds: Bounds) -> None:
    refusal = refused(Folder(path="/etc"), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.folder_missing", {"folder": "/etc"})


def test_without_an_allowed_folder_none_is_watched(at: datetime, bounds: Bounds) -> None:
    assert refused(Folder(), at, replace(bounds, root=None)).code == "sources.folders_unallowed"


def test_a_huge_file_is_refused(root: Path, at: datetime, bounds: Bounds) -> None:
    with (root / "вега" / "huge.csv").open("wb") as file:
        file.truncate(1 << 40)
    os.utime(root / "вега" / "huge.csv", (0, 0))
    assert refused(Folder(path="вега"), at, bounds).code == "sources.too_large"
