"""Lists of what goods cost, a CSV or a workbook: an article a row, each input in a column by its name in formulas.

``Плановая себестоимость`` is ``плановая_себестоимость``: spaces stand for what a name can't have. What stands above the
row that names the columns is passed over; columns that name no input are told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from optom.base.formula.kinds import folded
from optom.base.refusal import Refusal
from optom.base.staging import Report, Skipped
from optom.domain.costs import queries as costs
from optom.domain.costs.importing import FigureRow

from .price_lists import HEADS_OF_GOODS, NO_PRICE, sum_of
from .tables import head_of, lines_of

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class CostList:
    """What a list says: the columns that it tells, the heads that it was not asked for, its figures one by one."""

    columns: Sequence[str]
    passed: Sequence[str]
    rows: Iterator[FigureRow]


def read(path: Path, *, name: str, report: Report) -> CostList:
    """The list in a file. Empty cells say nothing.

    Reported with its line: a row without an article, what is no number. Refuses ``files.too_large``,
    ``files.not_a_table``, ``costs.heads_missing``.
    """
    lines = lines_of(path)
    head, places = head_of(lines, HEADS_OF_GOODS, needed="product")
    cells = _cells(head, places)
    if not cells:
        raise Refusal("costs.heads_missing", file=name)
    taken = {*places.values(), *cells}
    passed = [text.strip() for place, text in enumerate(head) if place not in taken and text.strip()]
    return CostList([head[place].strip() for place in cells], passed, _rows(lines, places, cells, name, report))


def _cells(head: Sequence[str], places: Mapping[str, int]) -> dict[int, int]:
    """The place of every head that names an input, with its number here."""
    known = {folded(word): one.id for one in costs.inputs() for word in (one.name, one.russian)}
    named = {place: "_".join(folded(text).split()) for place, text in enumerate(head) if place not in places.values()}
    return {place: known[text] for place, text in named.items() if text in known}


def _rows(
    lines: Iterable[Line], places: Mapping[str, int], cells: Mapping[int, int], name: str, report: Report
) -> Iterator[FigureRow]:
    for line, row in lines:
        origin = f"{name}:{line}"
        said = {one: row[place].strip() if place < len(row) else "" for one, place in places.items()}
        told = {of: row[place].strip() for place, of in cells.items() if place < len(row)}
        for of, text in told.items():
            if text in NO_PRICE:
                continue
            try:
                yield _figure(said, of, text, origin)
            except Refusal as refusal:
                report(Skipped("figure", said["product"], refusal.code, refusal.facts, origin))


def _figure(said: Mapping[str, str], of: int, text: str, origin: str) -> FigureRow:
    if not said["product"]:
        raise Refusal("prices.no_article")
    return FigureRow(said["product"], of, sum_of(text), said.get("brand", ""), origin)
