"""Where exports come from: files as they are, or packed in a zip as 1C sends them."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from optom.base.refusal import Refusal

MOST_UNPACKED_BYTES = 8 * 1024**3
MOST_MEMBERS = 10_000
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Source:
    """One XML file, by the name under which reports mention it; `open` starts from its first byte each time."""

    name: str
    open: Callable[[], IO[bytes]]


def sources(paths: Iterable[Path]) -> list[Source]:
    """The XML files behind the paths, those inside zips included.

    Refuses `commerceml.unreadable` for what can't be opened and `commerceml.zip_too_big` for a zip that would unpack
    to more than MOST_UNPACKED_BYTES or MOST_MEMBERS files.
    """
    return [source for path in paths for source in _behind(path)]


def _behind(path: Path) -> Iterator[Source]:
    try:
        zipped = zipfile.is_zipfile(path)
        path.open("rb").close()
    except OSError as error:
        raise Refusal("commerceml.unreadable", file=str(path), reason=error.strerror or "") from error
    if not zipped:
        yield Source(path.name, lambda: path.open("rb"))
        return
    try:
        yield from _members(path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Refusal("commerceml.unreadable", file=str(path), reason=str(error)) from error


def _members(path: Path) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        files = [info for info in archive.infolist() if info.filename.lower().endswith(".xml")]
    if any(info.flag_bits & _ENCRYPTED for info in files):
        raise Refusal("commerceml.unreadable", file=str(path), reason="encrypted")
    if len(files) > MOST_MEMBERS or sum(info.file_size for info in files) > MOST_UNPACKED_BYTES:
        raise Refusal("commerceml.zip_too_big", file=str(path))
    for info in files:
        yield Source(f"{path.name}/{info.filename}", _opener(path, info.filename))


def _opener(path: Path, member: str) -> Callable[[], IO[bytes]]:
    return lambda: zipfile.ZipFile(path).open(member)
