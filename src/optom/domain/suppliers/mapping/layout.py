"""Where the goods of a table are: its rows of heads, parts that stand side by side, what stands above. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .currencies import currency_in, is_currency
from .heads import said_by
from .value import HEADS_APART

Row = Sequence[str | None]
_MOST_ABOVE = 100
_MOST_HEAD_ROWS = 4
_LONGEST_HEAD = 80
_FEWEST_KNOWN = 2
_MOST_PARTS = 6
_NUMBER = re.compile(r"[-+]?[.,]?[0-9][0-9 .,]*")
# Only where prices are spoken of: "р." may be a year, too.
_OF_PRICES = re.compile(r"цен|цін|price|preis|валют|currency|waehrung|währung", re.IGNORECASE)
_UNDER = re.compile(r"(?:шт|руб|опт|розн|мелк|крупн|ндс|excl|incl|pcs|от |from |до )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """``heads`` of all columns, "" where there is none; ``first_row`` is the first under them, 1-based.

    ``spans`` are the places of columns of each part; ``currency`` is the one that is told above the heads.
    """

    heads: tuple[str, ...]
    first_row: int
    spans: tuple[range, ...]
    currency: str = ""

    @property
    def has_heads(self) -> bool:
        return any(self.heads)


def layout_of(rows: Sequence[Row], width: int, *, named: Sequence[str] = ()) -> Layout:
    """How the first rows of a table are laid out; ``named`` are heads that its format gives."""
    if named:
        return Layout(tuple(named), 1, (range(width),))
    found = _head_rows(rows)
    above = rows[: found[0]] if found else rows[:_MOST_ABOVE]
    heads = joined([rows[place] for place in found], width)
    first_row = found[-1] + 2 if found else 1
    return Layout(heads, first_row, _spans(heads), _currency(above))


def place_of_goods(rows: Sequence[Row]) -> int:
    """The first row (1-based) of a table without heads that is as full as goods are, or the categories right above."""
    counts = sorted(count for row in rows if (count := len(filled(row))))
    usual = counts[len(counts) // 2] if counts else 0
    first = next((place for place, row in enumerate(rows) if len(filled(row)) * 2 > usual), 0)
    while first and _is_lone(rows[first - 1]):
        first -= 1
    return first + 1


def filled(row: Row) -> list[str]:
    """The cells of a row that hold something."""
    return [cell for cell in row if cell]


def _is_lone(row: Row) -> bool:
    return len(filled(row)) == 1


def _head_rows(rows: Sequence[Row]) -> range:
    """The places of the rows that are heads: the one that is known best, and those right above and under it."""
    known = [_known(row) for row in rows[:_MOST_ABOVE]]
    best = max(known, default=0)
    if best < _FEWEST_KNOWN and not _is_only_head(rows, known):
        return range(0)
    first = last = known.index(best)
    while first and last - first + 1 < _MOST_HEAD_ROWS and _is_above(rows[first - 1], rows[first]):
        first -= 1
    while last + 1 < len(rows) and last - first + 1 < _MOST_HEAD_ROWS and _is_under(rows[last + 1]):
        last += 1
    return range(first, last + 1)


def _known(row: Row) -> int:
    """How many cells of a row are heads that we know; none in a row that has numbers or many strange words."""
    cells = filled(row)
    if any(_is_number(cell) for cell in cells) or any(len(cell) > _LONGEST_HEAD for cell in cells):
        return 0
    known = sum(said_by(_tidy(cell)) is not None for cell in cells)
    return known if known * 5 >= len(cells) * 2 else min(known, 1)


def _is_only_head(rows: Sequence[Row], known: Sequence[int]) -> bool:
    """One head that we know, among others above rows with numbers: "Арт. | Foo | Bar"."""
    if 1 not in known:
        return False
    place = known.index(1)
    beneath = [cell for row in rows[place + 1 :] for cell in filled(row)]
    return len(filled(rows[place])) >= _FEWEST_KNOWN and any(map(_is_number, beneath))


def _is_above(row: Row, under: Row) -> bool:
    """A row right above heads is one of theirs where it names groups of columns, or says the same in another tongue."""
    cells = filled(row)
    if not cells or any(_is_number(cell) or len(cell) > _LONGEST_HEAD for cell in cells):
        return False
    known = [place for place, cell in enumerate(row) if cell and said_by(_tidy(cell))]
    if len(cells) == 1:
        return any(
            place + 1 < len(under) and _is_below(under, place) and _is_below(under, place + 1) for place in known
        )
    return len(known) * 2 >= len(cells)


def _is_under(row: Row) -> bool:
    """A row right under heads is one of theirs where it numbers the columns, or goes on in words of heads."""
    cells = filled(row)
    if len(cells) < _FEWEST_KNOWN:
        return False
    if cells == [str(number) for number in range(1, len(cells) + 1)] and len(cells) > _FEWEST_KNOWN:
        return True
    if any(_is_number(cell) or len(cell) > _LONGEST_HEAD for cell in cells):
        return False
    known = sum(bool(said_by(_tidy(cell))) or is_currency(cell) or bool(_UNDER.match(cell)) for cell in cells)
    return known * 2 > len(cells)


def joined(rows: Sequence[Row], width: int) -> tuple[str, ...]:
    """The heads of each column from above to below. A head that is merged over columns is said over each of them."""
    spread = [_spread(row, rows[place + 1 :]) for place, row in enumerate(rows)]
    columns = ([_tidy(row[place] or "") for row in spread] for place in range(width))
    return tuple(HEADS_APART.join(dict.fromkeys(filter(None, column))) for column in columns)


def _spread(row: Row, under: Sequence[Row]) -> list[str | None]:
    """A group's head goes on to the right over columns that have heads beneath it and none of their own."""
    spread = list(row)
    for place in range(1, len(spread)):
        is_grouped = spread[place] is None and any(_is_below(below, place) for below in under)
        if is_grouped and spread[place - 1] and any(_is_below(below, place - 1) for below in under):
            spread[place] = spread[place - 1]
    return spread


def _is_below(below: Row, place: int) -> bool:
    cell = below[place]
    if not cell or cell.isdigit():
        return False
    said = said_by(_tidy(cell))
    return said is None or said.ours > 0 or bool(said.from_quantity) or said.field == "recommended"


def _spans(heads: Sequence[str]) -> tuple[range, ...]:
    """Where the same heads stand several times in a row, goods stand side by side."""
    places = [place for place, head in enumerate(heads) if head]
    texts = [heads[place] for place in places]
    for parts in range(_MOST_PARTS, 1, -1):
        size = len(texts) // parts
        is_same = size >= _FEWEST_KNOWN and texts == texts[:size] * parts
        if is_same and len(set(texts[:size])) == size and any(map(said_by, texts[:size])):
            starts = [places[part * size] for part in range(parts)]
            return tuple(range(start, end) for start, end in zip(starts, [*starts[1:], len(heads)], strict=True))
    return (range(len(heads)),)


def _currency(above: Sequence[Row]) -> str:
    """The currency that lines above the table name, where all that name one agree."""
    named = set(_named(above))
    return named.pop() if len(named) == 1 else ""


def _named(above: Sequence[Row]) -> Iterator[str]:
    for row in above:
        for cell in filled(row):
            if _OF_PRICES.search(cell) and (currency := currency_in(cell)):
                yield currency


def _is_number(cell: str | None) -> bool:
    return cell is not None and _NUMBER.fullmatch(cell) is not None


def _tidy(cell: str) -> str:
    return " ".join(cell.split())
