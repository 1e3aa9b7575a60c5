"""Archives of 7-Zip, as far as the ways of packing go that the standard library knows: LZMA and its like.

A file is 32 bytes of header, packed streams, and at the end a list of contents, mostly packed itself. A folder, in the
words of the format, is a stream in which several files follow one another.
"""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from struct import error as StructError  # noqa: N812 -- "error" says nothing
from struct import unpack
from typing import IO, Any, Final

from optom.base.refusal import Refusal

from . import limits

_MOST_CONTENTS, _MOST_DICTIONARY = 64 << 20, 256 << 20
_PIECE: Final = 1 << 20
_STREAMS, _FILES, _PACK, _UNPACK, _SUB = 4, 5, 6, 7, 8
_SIZES, _SUMS, _FOLDERS, _FOLDER_SIZES, _COUNTS, _NO_STREAM, _NO_FILE, _NAMES, _PACKED = (
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    17,
    23,
)
_LZMA, _LZMA2, _AES = b"\x03\x01\x01", b"\x21", b"\x06\xf1\x07\x01"
_COPY, _DEFLATE, _BZIP2 = b"\0", b"\x04\x01\x08", b"\x04\x02\x02"
Take = Callable[[IO[bytes], int], Path]


def members(path: Path, name: str, take: Take) -> Iterator[tuple[str, Path]]:
    """The files inside by name. Refuses ``files.encrypted``, ``files.packed_otherwise``, ``files.bomb``,
    ``files.larger``, ``files.parts`` and, where it is damaged, ``files.not_a_table``.
    """
    try:
        with path.open("rb") as file:
            contents = _contents(file, name)
            sizes = [size for folder in contents.folders for size in folder.sizes]
            limits.refuse_bomb(path.stat().st_size, sum(sizes), len(contents.names))
            names = iter(contents.names)
            for folder in contents.folders:
                pieces = _Pieces(_unpacked(file, folder, name))
                for size in folder.sizes:
                    yield next(names), take(pieces.part(size), max(folder.packed, 1))
    except (IndexError, StopIteration, StructError, UnicodeError, lzma.LZMAError, zlib.error) as error:
        raise Refusal("files.not_a_table") from error


@dataclass(slots=True)
class _Folder:
    """Where its stream lies packed, by what, and the sizes of the files in it."""

    coder: bytes
    properties: bytes
    place: int = 0
    packed: int = 0
    sizes: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Contents:
    folders: list[_Folder] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def _contents(file: IO[bytes], name: str) -> _Contents:
    place, size, _ = unpack("<QQI", file.read(32)[12:])
    if size > _MOST_CONTENTS:
        raise Refusal("files.not_a_table")
    file.seek(32 + place)
    reader = _Reader(file.read(size), name)
    if not reader.content or reader.byte() != _PACKED:
        return reader.contents()
    folder = reader.streams()[0]
    if folder.sizes[0] > _MOST_CONTENTS:
        raise Refusal("files.not_a_table")
    content = _Pieces(_unpacked(file, folder, name)).part(folder.sizes[0]).read()
    return _Reader(content[1:], name).contents()


class _Reader:
    """Numbers and lists of the list of contents, in their order."""

    def __init__(self, content: bytes, name: str) -> None:
        self.content, self._name, self._place = content, name, 0

    def byte(self) -> int:
        self._place += 1
        return self.content[self._place - 1]

    def _bytes(self, count: int) -> bytes:
        self._place += count
        if self._place > len(self.content):
            raise IndexError
        return self.content[self._place - count : self._place]

    def _number(self) -> int:
        """The first byte tells by its high bits how many follow, and has the highest bits of the number."""
        first = self.byte()
        mask, value = 0x80, 0
        for shift in range(0, 64, 8):
            if not first & mask:
                return value | (first & (mask - 1)) << shift
            value |= self.byte() << shift
            mask >>= 1
        return value

    def _count(self) -> int:
        """Of things each of which takes a byte at least."""
        count = self._number()
        if count > len(self.content):
            raise IndexError
        return count

    def _flags(self, count: int) -> list[bool]:
        packed = self._bytes((count + 7) // 8)
        return [bool(packed[place // 8] & 0x80 >> place % 8) for place in range(count)]

    def contents(self) -> _Contents:
        found = _Contents()
        while self._place < len(self.content) and (kind := self.byte()):
            if kind == _STREAMS:
                found.folders = self.streams()
            elif kind == _FILES:
                found.names = self._names()
        return found

    def streams(self) -> list[_Folder]:
        folders: list[_Folder] = []
        place, packed = 0, [0]
        while kind := self.byte():
            if kind == _PACK:
                place, packed = self._packed()
            elif kind == _UNPACK:
                folders = self._folders()
            elif kind == _SUB:
                self._files_of(folders)
        for folder, size in zip(folders, packed, strict=True):
            folder.place, folder.packed = 32 + place, size
            place += size
        return folders

    def _packed(self) -> tuple[int, list[int]]:
        place, count = self._number(), self._count()
        sizes: list[int] = []
        while kind := self.byte():
            if kind == _SIZES:
                sizes = [self._number() for _ in range(count)]
            else:
                self._sums(count)
        return place, sizes

    def _folders(self) -> list[_Folder]:
        folders: list[_Folder] = []
        while kind := self.byte():
            if kind == _FOLDERS:
                count, _ = self._count(), self.byte()
                folders = [self._folder() for _ in range(count)]
            elif kind == _FOLDER_SIZES:
                for folder in folders:
                    folder.sizes = [self._number()]
            else:
                self._sums(len(folders))
        return folders

    def _folder(self) -> _Folder:
        """Only of one coder: chains serve programs and secrets, and lists of prices are neither."""
        coders = []
        for _ in range(self._count()):
            flags = self.byte()
            identifier = self._bytes(flags & 0xF)
            coders.append((identifier, self._bytes(self._number()) if flags & 0x20 else b""))
            if identifier == _AES:
                raise Refusal("files.encrypted", file=self._name)
        if len(coders) != 1:
            raise Refusal("files.packed_otherwise", file=self._name)
        return _Folder(*coders[0])

    def _files_of(self, folders: list[_Folder]) -> None:
        counts = [1] * len(folders)
        kind = self.byte()
        if kind == _COUNTS:
            counts = [self._count() for _ in folders]
            kind = self.byte()
        for folder, count in zip(folders, counts, strict=True):
            known = [self._number() for _ in range(count - 1)] if kind == _SIZES else []
            folder.sizes = [*known, folder.sizes[0] - sum(known)] if count else []
            if min(folder.sizes, default=0) < 0:
                raise IndexError
        kind = self.byte() if kind == _SIZES else kind
        while kind:
            self._sums(sum(counts))
            kind = self.byte()

    def _sums(self, count: int) -> None:
        """Checksums are passed over: what is damaged does not read as a table."""
        known = count if self.byte() else sum(self._flags(count))
        self._bytes(4 * known)

    def _names(self) -> list[str]:
        """Of the files that have anything in them."""
        count = self._count()
        names, empty = [""] * count, [False] * count
        while kind := self.byte():
            size = self._number()
            end = self._place + size
            if kind == _NO_STREAM:
                empty = self._flags(count)
            elif kind == _NAMES and not self.byte():
                names = self.content[self._place : end].decode("utf-16-le").split("\0")[:count]
            self._place = end
        return [name for name, is_empty in zip(names, empty, strict=True) if not is_empty]


def _unpacked(file: IO[bytes], folder: _Folder, name: str) -> Iterator[bytes]:
    coder = _coder(folder, name)
    left = folder.packed
    for place in range(folder.place, folder.place + folder.packed, _PIECE):
        file.seek(place)
        packed = file.read(min(_PIECE, left))
        left -= len(packed)
        yield from _made(coder, packed)


def _made(coder: Any, packed: bytes) -> Iterator[bytes]:
    """What comes out of a piece, never more than a piece at a time."""
    if coder is None:
        yield packed
        return
    while packed or not getattr(coder, "needs_input", True):
        if getattr(coder, "eof", False):
            return
        made = coder.decompress(packed, _PIECE)
        packed = getattr(coder, "unconsumed_tail", b"")
        if made:
            yield made
        elif not packed:
            return


def _coder(folder: _Folder, name: str) -> Any:
    """Refuses ``files.packed_otherwise``."""
    if folder.coder in {_LZMA, _LZMA2}:
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[_filter(folder)])
    if folder.coder == _DEFLATE:
        return zlib.decompressobj(-zlib.MAX_WBITS)
    if folder.coder == _BZIP2:
        return bz2.BZ2Decompressor()
    if folder.coder != _COPY:
        raise Refusal("files.packed_otherwise", file=name)
    return None


def _filter(folder: _Folder) -> dict[str, int]:
    if folder.coder == _LZMA2:
        power = folder.properties[0]
        found = {"id": lzma.FILTER_LZMA2, "dict_size": (2 | power & 1) << (power // 2 + 11)}
    else:
        byte, size = unpack("<BI", folder.properties)
        found = {"id": lzma.FILTER_LZMA1, "lc": byte % 9, "lp": byte // 9 % 5, "pb": byte // 45, "dict_size": size}
    if found["dict_size"] > _MOST_DICTIONARY:
        raise Refusal("files.not_a_table")
    return found


class _Pieces:
    """A stream cut into files."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def part(self, size: int) -> IO[bytes]:
        """The next file, to be read to its end before the one after it."""
        return io.BufferedReader(_Part(self, size), _PIECE)

    def take(self, most: int) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                raise EOFError
            self._rest = piece
        found, self._rest = self._rest[:most], self._rest[most:]
        return found


class _Part(io.RawIOBase):
    def __init__(self, pieces: _Pieces, size: int) -> None:
        super().__init__()
        self._pieces, self._left = pieces, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._pieces.take(min(len(buffer), self._left)) if self._left else b""
        buffer[: len(found)] = found
        self._left -= len(found)
        return len(found)
