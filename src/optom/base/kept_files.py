"""Files kept under the hash of their bytes, in folders of the installation (`OPTOM_FILES`).

One file is kept once, however many rows name it; it never changes, so whoever knows its hash may keep it for ever. Rows
decide who may see it: nothing here knows of whom it is.
"""

import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO

from django.conf import settings

_HASH = re.compile(r"[0-9a-f]{64}")
_UNNAMED = ".unnamed"  # a mark beside a file, as old as the night since which no row names it


@dataclass(frozen=True, slots=True)
class Kept:
    """What rows remember of a file. ``size`` is in bytes."""

    sha256: str
    size: int


def keep(content: bytes) -> Kept:
    """Keep the bytes; they and their name are on the disk before this answers, so a row may name them after it."""
    kept = Kept(sha256(content).hexdigest(), len(content))
    path = path_of(kept.sha256)
    if renew(kept):
        return kept
    _make_folders(path)
    _write(path, io.BytesIO(content))
    _sync(path.parent)
    return kept


def _make_folders(path: Path) -> None:
    for folder in (path.parent.parent, path.parent):
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _sync(folder.parent)


def keep_file(source: Path) -> Kept:
    """The same of a file of any length, without having it in memory."""
    with source.open("rb") as file:
        kept = Kept(file_digest(file, "sha256").hexdigest(), source.stat().st_size)
        path = path_of(kept.sha256)
        if not renew(kept):
            file.seek(0)
            _make_folders(path)
            _write(path, file)
            _sync(path.parent)
    return kept


def renew(kept: Kept) -> bool:
    """Whether the file is there in its full length; then it is as young as one that was kept just now."""
    with suppress(FileNotFoundError):
        if is_kept(kept):
            os.utime(path_of(kept.sha256))
            return True
    return False


def is_kept(kept: Kept) -> bool:
    """Whether the file is there in its full length."""
    try:
        return path_of(kept.sha256).stat().st_size == kept.size
    except FileNotFoundError:
        return False


def _write(path: Path, source: IO[bytes]) -> None:
    """Whole or not at all: nobody reads a file that is half written, also after the power has failed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _sync(folder: Path) -> None:
    """Bring the names in a folder to the disk: a file that was written whole may else be lost with its name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(digest: str) -> Path:
    """Where the file of this hash is, if it is kept. ValueError for what is no hash."""
    if not _HASH.fullmatch(digest):
        raise ValueError(f"no hash: {digest[:80]}")
    return Path(settings.OPTOM_FILES) / digest[:2] / digest


def read(digest: str) -> bytes:
    """The bytes of this hash; FileNotFoundError where they are not kept."""
    return path_of(digest).read_bytes()


def fault(kept: Kept) -> str:
    """In what the file is not as it was kept, read whole; nothing where it is."""
    try:
        content = read(kept.sha256)
    except OSError as error:
        return error.strerror or repr(error)
    found = sha256(content).hexdigest()
    return "" if found == kept.sha256 else f"hash {found}"


def forget(named: Callable[[str], Collection[str]], *, at: datetime, after: timedelta) -> int:
    """Remove files that nothing has named, and nobody has kept (again), for so long; how many.

    ``named`` answers the hashes with this first digit that rows name. A file that none names is marked the first time
    and removed when the mark is old. ``after`` must be longer than any act takes from keeping a file to committing its
    row, and than a copy of the folder that follows a copy of the database.
    """
    return sum(_removed(digit, named(digit), at, at - after) for digit in "0123456789abcdef")


def _removed(digit: str, named: Collection[str], at: datetime, before: datetime) -> int:
    count = 0
    for path in Path(settings.OPTOM_FILES).glob(f"{digit}[0-9a-f]/*"):
        with suppress(FileNotFoundError):  # taken away by who was writing it
            if path.suffix == _UNNAMED:
                _forget_mark(path, named)
            elif path.name not in named and path.is_file() and _may_go(path, at, before):
                count += _unlink(path, before)
    return count


def _forget_mark(mark: Path, named: Collection[str]) -> None:
    """Where the file has a name again, or is no more."""
    if mark.stem in named or not mark.with_suffix("").exists():
        mark.unlink()


def _may_go(path: Path, at: datetime, before: datetime) -> bool:
    """Whether it is marked for long; marked from now on if it is not yet.

    A mark that is older than the file is of an earlier life of it.
    """
    kept_at = path.stat().st_mtime
    if kept_at >= before.timestamp():
        return False
    mark = path.with_name(path.name + _UNNAMED)
    if mark.exists() and mark.stat().st_mtime > kept_at:
        return mark.stat().st_mtime < before.timestamp()
    mark.touch(mode=0o600)
    os.utime(mark, (at.timestamp(), at.timestamp()))
    return False


def _unlink(path: Path, before: datetime) -> bool:
    """Put aside first: whoever keeps it meanwhile has either made it young, or finds none and writes it anew."""
    aside = path.with_name(f".old-{path.name}")
    path.rename(aside)
    if aside.stat().st_mtime >= before.timestamp():
        aside.rename(path)
        return False
    aside.unlink()
    return True
