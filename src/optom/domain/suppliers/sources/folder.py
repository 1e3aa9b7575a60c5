"""A watched folder of this machine, within the one that the operator allows."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from optom.base.refusal import Refusal

from .found import Entry, Finding, Seen, chosen, landed, no_file, no_folder
from .terms import Folder
from .visiting import PIECE, Visit


def fetch(terms: Folder, seen: Seen, visit: Visit) -> Finding:
    """Files that have rested. Refuses ``sources.folder_forbidden``, ``sources.folder_missing`` (folder)."""
    folder = _within(visit.bounds.root, terms.path)
    rested = int(visit.at.timestamp()) - terms.quiet
    entries = (entry for entry, changed in _listing(folder) if changed <= rested)
    wanted = chosen(entries, terms, seen, visit.bounds.most_files)
    yield from landed(
        wanted,
        visit,
        lambda entry: _pieces(folder / entry.name),
        lambda entry: _entry(entry.name, (folder / entry.name).stat(follow_symlinks=False)).version,
    )


def _within(root: Path | None, told: str) -> Path:
    """Where the folder really is: links may lead about within the root, not out of it."""
    if root is None:
        raise Refusal("sources.folders_unallowed")
    folder = (root / told.lstrip("/")).resolve()
    if not folder.is_relative_to(root.resolve()):
        raise Refusal("sources.folder_forbidden", folder=told)
    if not folder.is_dir():
        raise no_folder(told)
    return folder


def _listing(folder: Path) -> Iterator[tuple[Entry, int]]:
    """Plain files only: a link would lead out of the folder that is allowed, a pipe would never end."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_file(follow_symlinks=False):
                status = one.stat(follow_symlinks=False)
                yield _entry(one.name, status), int(status.st_mtime)


def _entry(name: str, status: os.stat_result) -> Entry:
    version = f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
    return Entry(name, version, modified=f"{status.st_mtime_ns:020}", size=status.st_size)


def _pieces(path: Path) -> Iterator[bytes]:
    """Opened as a plain file, whatever has taken its name since it was listed."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise no_file(path.name) from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise no_file(path.name)
        while piece := file.read(PIECE):
            yield piece
