"""Blocks of a table: named as Excel names columns, tidied, kept on disk so that a file is worked through once."""

import shutil
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp

import polars as pl

from . import limits
from .table import BLOCK_ROWS, Table

Cell = str | None
Blocks = Callable[[], Iterator[pl.DataFrame]]
_LETTERS = 26
_TURNED_ROWS = 5000
_ODD = r"^\s*$|\x00"


def letter(place: int) -> str:
    """0 is "A", 26 is "AA"."""
    name = ""
    while place >= 0:
        name = chr(ord("A") + place % _LETTERS) + name
        place = place // _LETTERS - 1
    return name


def letters(width: int) -> list[str]:
    return [letter(place) for place in range(width)]


def place_of(letters: str) -> int:
    """What `letter` turns round."""
    place = 0
    for one in letters:
        place = place * _LETTERS + ord(one) - ord("A") + 1
    return place - 1


def tidied(frame: pl.DataFrame) -> pl.DataFrame:
    """Blank cells are None, and no cell has a NUL, which PostgreSQL has no place for."""
    if not frame.width:
        return frame
    # Looking is three times as fast as making every cell anew, and most columns have nothing to mend.
    odd = frame.select(pl.all().str.contains(_ODD).any()).row(0)
    names = [name for name, is_odd in zip(frame.columns, odd, strict=True) if is_odd]
    text = pl.col(names).str.replace_all("\0", "", literal=True)
    return frame.with_columns(pl.when(text.str.strip_chars() != "").then(text)) if names else frame


def framed(rows: Sequence[Sequence[Cell]], width: int) -> pl.DataFrame:
    """Rows of at most ``width`` cells; what they are short of is None."""
    columns = {
        letter(place): [row[place] if place < len(row) else None for row in rows] for place in range(width)
    }  # fmt: skip
    return tidied(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)))


class Spool:
    """Frames kept in a folder of their own, which goes when nobody holds the spool any more."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="optom-feed-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self._kept: list[Path] = []
        self._rows = 0

    def keep(self, frame: pl.DataFrame) -> None:
        """Refuses ``files.long`` and ``files.wide``."""
        self._rows += frame.height
        limits.refuse_long(self._rows)
        limits.refuse_wide(frame.width)
        self._kept.append(self.folder / f"{len(self._kept)}.arrow")
        frame.write_ipc(self._kept[-1])

    def blocks(self, width: int) -> Iterator[pl.DataFrame]:
        """All of them with ``width`` columns; earlier ones may have been kept before later columns were known."""
        for path in self._kept:
            frame = pl.read_ipc(path)
            yield frame.with_columns(
                pl.lit(None, pl.String).alias(letter(place)) for place in range(frame.width, width)
            )


class Gathered:
    """Rows of a document that come one by one; what its columns are is known only at its end."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._heads: dict[str, int] = {}
        self._rows: list[dict[str, str]] = []
        self._frames: list[pl.DataFrame] = []
        self.count = 0

    def add(self, row: dict[str, str]) -> None:
        """A row by heads. Refuses ``files.long`` and ``files.wide``."""
        self._rows.append(row)
        self.count += 1
        if not self._heads.keys() >= row.keys():
            for head in row:
                self._heads.setdefault(head, len(self._heads))
            limits.refuse_wide(len(self._heads))
        if not self.count % _TURNED_ROWS:
            self._turn()
        if not self.count % BLOCK_ROWS:
            self._keep()

    def _turn(self) -> None:
        """Rows into columns, which take a quarter of the room."""
        frame = pl.from_dicts(self._rows, schema=dict.fromkeys(self._heads, pl.String))
        frame.columns = letters(len(self._heads))
        self._frames.append(frame)
        self._rows = []

    def _keep(self) -> None:
        self._spool.keep(tidied(pl.concat(self._frames, how="diagonal")))
        self._frames = []

    def table(self, name: str) -> Table:
        """Everything that was added, under the heads that were met."""
        if self._rows:
            self._turn()
        if self._frames:
            self._keep()
        spool, width = self._spool, len(self._heads)
        return Table(name, lambda: spool.blocks(width), tuple(self._heads))


class Sheet:
    """Rows of a sheet that come one by one by their places. Blank rows at its end are none of it."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._rows: list[Sequence[Cell]] = []
        self._blank = self._width = 0
        self.count = 0

    @property
    def row(self) -> int:
        """The number of the next row, from 0."""
        return self.count + self._blank

    def add(self, row: Sequence[Cell], times: int = 1) -> None:
        """Refuses ``files.long`` and ``files.wide``."""
        width = next((place for place in range(len(row), 0, -1) if row[place - 1]), 0)
        if not width:
            self._blank += times
            return
        limits.refuse_wide(width)
        limits.refuse_long(self.count + self._blank + times)
        self._width = max(self._width, width)
        self._put([], self._blank)
        self._put(row[:width], times)
        self._blank = 0

    def _put(self, row: Sequence[Cell], times: int) -> None:
        for _ in range(times):
            self._rows.append(row)
            if len(self._rows) == BLOCK_ROWS:
                self._keep()
        self.count += times

    def _keep(self) -> None:
        self._spool.keep(framed(self._rows, self._width))
        self._rows = []

    def table(self, name: str, *, is_hidden: bool = False) -> Table:
        if self._rows:
            self._keep()
        spool, width = self._spool, self._width
        return Table(name, lambda: spool.blocks(width), is_hidden=is_hidden)


def lazily(make: Callable[[], Table]) -> Blocks:
    """Blocks of a table that is made when they are first asked for; later ones come from where it keeps them."""
    made: list[Table] = []

    def blocks() -> Iterator[pl.DataFrame]:
        if not made:
            made.append(make())
        return made[0].blocks()

    return blocks
