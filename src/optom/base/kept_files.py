"""Files kept under the hash of their bytes, in folders of the installation (`OPTOM_FILES`).

One file is kept once, however many rows name it; it never changes, so whoever knows its hash may keep it for ever. Rows
decide who may see it: nothing here knows of whom it is.
"""

import os
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """What rows remember of a file. ``size`` is in bytes."""

    sha256: str
    size: int


def keep(content: bytes) -> Kept:
    """Keep the bytes, durable before this answers: a row that names them may be committed after it."""
    kept = Kept(sha256(content).hexdigest(), len(content))
    path = path_of(kept.sha256)
    if is_kept(kept):
        with suppress(FileNotFoundError):
            os.utime(path)  # new again in the eyes of `forget`, which may be at work
            return kept
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(path, content)
    return kept


def is_kept(kept: Kept) -> bool:
    """Whether the file is there in its full length."""
    try:
        return path_of(kept.sha256).stat().st_size == kept.size
    except FileNotFoundError:
        return False


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: nobody reads a file that is half written, also after the power has failed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


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


def forget(named: Collection[str], *, before: datetime) -> int:
    """Remove files that no hash in ``named`` means and that nobody has kept (again) since ``before``; how many.

    ``before`` must lie further back than any act that keeps a file and commits its row later.
    """
    gone = [path for path in _all() if path.name not in named and path.stat().st_mtime < before.timestamp()]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _all() -> Iterator[Path]:
    root = Path(settings.OPTOM_FILES)
    return (path for path in root.glob("[0-9a-f][0-9a-f]/*") if path.is_file())
