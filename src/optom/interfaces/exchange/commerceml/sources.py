"""Where exports come from: files as they are, or packed in a zip as 1C sends them."""

import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from optom.base.refusal import Refusal
from optom.interfaces.kit.gathered import member, reader

MOST_UNPACKED_BYTES = 8 * 1024**3
MOST_MEMBERS = 10_000
_ENCRYPTED = 1
Read = Callable[[int], bytes]


def _nothing_beside(_name: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """One XML file, by the name under which reports mention it; `open` starts from its first byte each time.

    `beside` finds a file by the way to it from this one, and answers how to read so many bytes of it at most; None
    where there is none. No way leads out of the folder or the zip.
    """

    name: str
    open: Callable[[], IO[bytes]]
    beside: Callable[[str], Read | None] = _nothing_beside


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
        yield Source(path.name, lambda: path.open("rb"), _in_folder(path.parent))
        return
    try:
        yield from _members(path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Refusal("commerceml.unreadable", file=str(path), reason=str(error)) from error


def _in_folder(folder: Path) -> Callable[[str], Read | None]:
    inside = folder.resolve()

    def beside(name: str) -> Read | None:
        path = (inside / name.replace("\\", "/")).resolve()
        return reader(lambda: path.open("rb"), name) if path.is_relative_to(inside) and path.is_file() else None

    return beside


def _members(path: Path) -> Iterator[Source]:
    archive = zipfile.ZipFile(path)
    files = [info for info in archive.infolist() if info.filename.lower().endswith(".xml")]
    if any(info.flag_bits & _ENCRYPTED for info in files):
        raise Refusal("commerceml.unreadable", file=str(path), reason="encrypted")
    if len(files) > MOST_MEMBERS or sum(info.file_size for info in files) > MOST_UNPACKED_BYTES:
        raise Refusal("commerceml.zip_too_big", file=str(path))
    for info in files:
        beside = _in_zip(archive, posixpath.dirname(info.filename))
        yield Source(f"{path.name}/{info.filename}", _opener(path, info.filename), beside)


def _in_zip(archive: zipfile.ZipFile, folder: str) -> Callable[[str], Read | None]:
    def beside(name: str) -> Read | None:
        way = posixpath.normpath(posixpath.join(folder, name.replace("\\", "/")))
        try:
            return member(archive, archive.getinfo(way), name).read
        except KeyError:
            return None

    return beside


def _opener(path: Path, name: str) -> Callable[[], IO[bytes]]:
    return lambda: zipfile.ZipFile(path).open(name)
