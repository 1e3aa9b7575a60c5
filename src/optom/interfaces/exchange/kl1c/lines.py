"""The lines of a file, however they end: one at a time, none longer than any bank writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from typing import BinaryIO

from .alphabets import alphabet_of

_HEAD = 64 * 1024
LONGEST = 16 * 1024
_NOISE = ("\0", "\ufeff", "\x1a")  # what no database keeps, a mark of the alphabet, the end of files in DOS


@dataclass(frozen=True, slots=True)
class Line:
    """``name`` is what stands before the sign of equality (all of a line without one), in small letters."""

    number: int
    text: str
    name: str
    value: str

    @property
    def has_value(self) -> bool:
        """Whether there is a sign of equality at all."""
        return "=" in self.text

    def is_word_of(self, beginning: str) -> bool:
        """Whether it is a single word that begins so: no text of a purpose is."""
        return self.name.startswith(beginning) and " " not in self.name


def lines_of(stream: BinaryIO) -> Iterator[Line]:
    """What is beyond ``LONGEST`` signs of a line comes as lines of the same number."""
    alphabet = alphabet_of(stream.read(_HEAD))
    stream.seek(0)
    reader = TextIOWrapper(stream, encoding=alphabet, errors="replace", newline=None)
    number, begins = 0, True
    try:
        while piece := reader.readline(LONGEST):
            number += begins
            begins = piece.endswith("\n")
            yield _line(number, piece)
    finally:
        reader.detach()  # the file is its owner's to close


def _line(number: int, piece: str) -> Line:
    text = piece.strip()
    for noise in _NOISE:
        if noise in text:
            text = text.replace(noise, "").strip()
    name, _, value = text.partition("=")
    return Line(number, text, name.strip().lower(), value.strip())
