"""What a sheet's values alone do not tell, and how it is put right."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from .frames import letter, letters

MOST_MERGES = 200_000


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells of several rows under one value, counted from 0, both rows within."""

    top: int
    bottom: int
    column: int


@dataclass(slots=True)
class Anatomy:
    """``column`` is where the sheet's values begin; ``merges`` reach over rows; ``zeros`` say how many digits the
    format of a number shows: (row, column, digits). All places are of the sheet, from 0.
    """

    column: int = 0
    merges: list[Merge] = field(default_factory=list)
    zeros: list[tuple[int, int, int]] = field(default_factory=list)


def mended(frame: pl.DataFrame, anatomy: Anatomy) -> pl.DataFrame:
    """The sheet from its first column on, codes with their zeros, merged cells filled downwards."""
    if not frame.width:
        return frame
    blank = [pl.lit(None, pl.String).alias(f"before {place}") for place in range(anatomy.column)]
    whole = frame.select(*blank, *frame.columns)
    whole.columns = letters(whole.width)
    return filled(_zeroed(whole, anatomy.zeros), anatomy.merges)


def _zeroed(frame: pl.DataFrame, zeros: Iterable[tuple[int, int, int]]) -> pl.DataFrame:
    by_column: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, column, digits in zeros:
        if row < frame.height and column < frame.width:
            by_column[column].append((row, digits))
    for column, places in by_column.items():
        cells = frame[letter(column)].to_list()
        for row, digits in places:
            cells[row] = cells[row].zfill(digits) if (cells[row] or "").isdigit() else cells[row]
        frame = frame.with_columns(pl.Series(letter(column), cells, pl.String))
    return frame


def filled(frame: pl.DataFrame, merges: Iterable[Merge]) -> pl.DataFrame:
    """Each cell that is merged over rows has its value in each of them."""
    by_column: dict[int, list[Merge]] = defaultdict(list)
    for merge in merges:
        if merge.bottom > merge.top and merge.column < frame.width:
            by_column[merge.column].append(merge)
    for column, found in by_column.items():
        sources = list(range(frame.height))
        free = 0
        for merge in sorted(found, key=lambda one: one.top):  # those of a damaged file may overlap
            first, last = max(merge.top, free), min(merge.bottom, frame.height - 1)
            sources[first : last + 1] = [merge.top] * max(0, last + 1 - first)
            free = max(free, last + 1)
        frame = frame.with_columns(frame[letter(column)].gather(sources))
    return frame


def first_filled(frame: pl.DataFrame) -> tuple[int, int] | None:
    """The row and column of the first cell that holds anything."""
    rows = frame.select(pl.any_horizontal(pl.all().is_not_null()).arg_max()).item() if frame.width else None
    if rows is None:
        return None
    return next(((rows, place) for place, cell in enumerate(frame.row(rows)) if cell is not None), None)
