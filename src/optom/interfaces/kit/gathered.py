"""Files that somebody hands over together: a folder with all below it, a zip, or single files.

A zip is read where it lies and never unpacked onto the disk, so no name in it leads anywhere. What a member says of its
size is not believed: whoever reads it says how much he takes.
"""

import lzma
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from optom.base.refusal import Refusal

MOST_MEMBERS = 200_000
_MOST_RATIO = 200  # how many times smaller a zip makes what people photograph or scan, at most
_ENCRYPTED, _IS_UTF8 = 0x1, 0x800
_ALPHABET = "cp866"
_JUNK = {"thumbs.db", "desktop.ini", "__macosx"}
ZIP = b"PK\x03\x04"
# What a damaged member raises, whatever way it is packed; UnicodeError where its own head names it in no alphabet.
DAMAGED = (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, UnicodeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Found:
    """A file by the name under which reports mention it. ``read`` answers so many bytes at most, from the first one."""

    name: str
    read: Callable[[int], bytes]

    @property
    def stem(self) -> str:
        """The name alone, without folders and ending."""
        return PurePosixPath(self.name).stem


def gathered(paths: Iterable[Path]) -> Iterator[Found]:
    """All files behind the paths in the order of their names, but what systems leave behind.

    Refuses ``files.unreadable`` for a path that can't be opened, ``files.too_many`` for a zip of more than
    MOST_MEMBERS; ``read`` refuses ``files.unreadable``, ``files.encrypted``, ``files.unbelievable`` (packed so
    tight that nobody means it), ``files.link`` (a link that may lead out of the folder).
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif zipfile.is_zipfile(path):
            yield from _in_zip(path)
        else:
            yield _of_path(path, path.name)


def _in_folder(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*")):
        name = plain_name(path.relative_to(folder).as_posix())
        if _is_junk(name) or path.is_dir():
            continue
        if path.is_symlink():
            yield Found(name, refusing(Refusal("files.link", file=name)))
        else:
            yield _of_path(path, name)


def _of_path(path: Path, name: str) -> Found:
    return Found(name, reader(lambda: path.open("rb"), name))


def _in_zip(path: Path) -> Iterator[Found]:
    """The archive is closed when nobody has any of its files: they are read after they are found."""
    try:
        archive = zipfile.ZipFile(path, metadata_encoding=_ALPHABET)
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise Refusal("files.unreadable", file=path.name, reason=str(error)) from error
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > MOST_MEMBERS:
        raise Refusal("files.too_many", file=path.name, most=MOST_MEMBERS)
    named = sorted(((_name_of(info), info) for info in members), key=lambda pair: pair[0])
    yield from (member(archive, info, name) for name, info in named if not _is_junk(name))


def _name_of(info: zipfile.ZipInfo) -> str:
    """As it was written: in UTF-8, whether or not the zip says so, else in the alphabet of a Russian Windows."""
    name = info.filename
    if not info.flag_bits & _IS_UTF8:
        with suppress(UnicodeError):
            name = name.encode(_ALPHABET).decode()
    return plain_name(name)


def plain_name(name: str) -> str:
    """One way to write a name: folders parted as everywhere but on Windows, letters whole, which a Mac takes apart."""
    return unicodedata.normalize("NFC", name).replace("\\", "/")


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Found:
    """A member of a zip; one behind a password, or packed tighter than can be, refuses to be read."""
    if info.flag_bits & _ENCRYPTED:
        return Found(name, refusing(Refusal("files.encrypted", file=name)))
    if info.file_size > _MOST_RATIO * max(info.compress_size, 1024):
        return Found(name, refusing(Refusal("files.unbelievable", file=name)))
    return Found(name, reader(lambda: archive.open(info), name))


def reader(opened: Callable[[], IO[bytes]], name: str) -> Callable[[int], bytes]:
    """So many bytes of a file at most; refuses ``files.unreadable``."""

    def read(most: int) -> bytes:
        try:
            with opened() as file:
                return file.read(most)
        except DAMAGED as error:
            raise Refusal("files.unreadable", file=name, reason=str(error)) from error

    return read


def refusing(refusal: Refusal) -> Callable[[int], bytes]:
    """The ``read`` of what can't be read."""

    def read(_most: int) -> bytes:
        raise refusal

    return read


def _is_junk(name: str) -> bool:
    """What systems leave behind, and hidden files."""
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part.strip(".")) or part.lower() in _JUNK for part in parts)
