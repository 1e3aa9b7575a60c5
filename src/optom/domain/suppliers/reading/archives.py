"""Archives opened into a folder, whole and bounded: by what they say of themselves, and by what comes out of them."""

import bz2
import gzip
import lzma
import shutil
import tarfile
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import IO, Any, Final
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 -- "error" says nothing

from optom.base.refusal import Refusal

from . import limits, seven_zip

_PIECE: Final = 1 << 20
_ENCRYPTED, _UTF8 = 0x1, 0x800
_LITTER: Final = ("__MACOSX/", "Thumbs.db", "desktop.ini", ".DS_Store")
_SINGLE: Final[dict[bytes, Callable[[IO[bytes]], Any]]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}
_SEVEN_ZIP: Final = b"7z\xbc\xaf\x27\x1c"
_TAR, _TAR_AT = b"ustar", 257
_DAMAGED: Final = (
    BadZipFile,
    ZlibError,
    lzma.LZMAError,
    tarfile.TarError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)


@dataclass
class Folder:
    """Where members lie; it goes when nobody holds it. ``left`` is how many bytes more may come out of all archives."""

    left: int = limits.MOST_UNPACKED
    path: Path = field(init=False)
    count: int = 0

    def __post_init__(self) -> None:
        self.path = Path(mkdtemp(prefix="optom-unpacked-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def take(self, stream: IO[bytes], packed: int) -> Path:
        """The stream as a file. Refuses ``files.larger`` and ``files.bomb``, whatever the archive has said of it."""
        self.count += 1
        path = self.path / str(self.count)
        size = 0
        with path.open("wb") as file:
            while piece := stream.read(_PIECE):
                size += len(piece)
                limits.refuse_large(limits.MOST_UNPACKED - self.left + size, limits.MOST_UNPACKED)
                limits.refuse_bomb(packed, size, self.count)
                file.write(piece)
        self.left -= size
        return path


def is_one(head: bytes) -> bool:
    """By the first bytes; a zip is one unless it turns out to be a document."""
    return head.startswith((*_SINGLE, b"PK\x03\x04", b"PK\x05\x06", _SEVEN_ZIP)) or _is_tar(head)


def _is_tar(head: bytes) -> bool:
    return head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def members(path: Path, name: str, folder: Folder) -> Iterator[tuple[str, Path]]:
    """The files inside by name, unpacked. Refuses ``files.larger``, ``files.bomb``, ``files.parts``,
    ``files.encrypted``, ``files.not_a_table`` where it is damaged.
    """
    with path.open("rb") as file:
        head = file.read(_TAR_AT + len(_TAR))
    try:
        for member, unpacked in _members(path, head, name, folder):
            if not any(litter in member for litter in _LITTER) and unpacked.stat().st_size:
                yield member, unpacked
    except _DAMAGED as error:
        raise Refusal("files.not_a_table") from error


def _members(path: Path, head: bytes, name: str, folder: Folder) -> Iterator[tuple[str, Path]]:
    if head.startswith(b"PK"):
        return _of_zip(path, name, folder)
    if head.startswith(_SEVEN_ZIP):
        return seven_zip.members(path, name, folder.take)
    return _of_tar(path, folder) if _is_tar(head) else _of_single(path, head, name, folder)


def _of_zip(path: Path, name: str, folder: Folder) -> Iterator[tuple[str, Path]]:
    with ZipFile(path) as package:
        parts = [part for part in package.infolist() if not part.is_dir()]
        limits.refuse_bomb(path.stat().st_size, sum(part.file_size for part in parts), len(parts))
        for part in parts:
            if part.flag_bits & _ENCRYPTED:
                raise Refusal("files.encrypted", file=name)
            with package.open(part) as stream:
                yield _name_of(part), folder.take(stream, max(part.compress_size, 1))


def _name_of(part: ZipInfo) -> str:
    """Archivers in Russia write names in DOS letters unless they say otherwise; `zipfile` takes them for American."""
    if part.flag_bits & _UTF8:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("cp866")
    except UnicodeError:
        return part.filename


def _of_tar(path: Path, folder: Folder) -> Iterator[tuple[str, Path]]:
    with tarfile.open(path, "r:") as archive:
        for count, part in enumerate(archive, start=1):
            limits.refuse_bomb(path.stat().st_size, 0, count)
            stream = archive.extractfile(part) if part.isreg() else None
            if stream is not None:
                yield part.name, folder.take(stream, path.stat().st_size)


def _of_single(path: Path, head: bytes, name: str, folder: Folder) -> Iterator[tuple[str, Path]]:
    opened = next(opened for mark, opened in _SINGLE.items() if head.startswith(mark))
    with path.open("rb") as file, opened(file) as stream:
        yield _inner_name(name), folder.take(stream, path.stat().st_size)


def _inner_name(name: str) -> str:
    """prices.csv.gz holds prices.csv, prices.tgz holds prices.tar."""
    outer = PurePosixPath(name)
    return outer.with_suffix(".tar" if outer.suffix.lower() in {".tgz", ".tbz", ".txz"} else "").name
