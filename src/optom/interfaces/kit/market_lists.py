"""Lists of what competitors ask, a CSV or a workbook: article, brand, competitor, price, day, a price a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from optom.base.refusal import Refusal
from optom.base.staging import Report, Skipped
from optom.domain.costs.actions import MarketRow

from .input import day
from .price_lists import HEADS_OF_GOODS, NO_PRICE, sum_of
from .tables import head_of, lines_of

_HEADS = {
    **HEADS_OF_GOODS,
    "competitor": {"конкурент", "продавец", "competitor", "seller"},
    "price": {"цена", "цена конкурента", "price"},
    "day": {"дата", "день", "увидена", "date", "day", "seen", "seen on"},
}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a list means where it does not say so: whose prices they are, when they were seen."""

    competitor: str
    seen_on: date


def read(path: Path, *, name: str, meant: Meant, report: Report) -> Iterator[MarketRow]:
    """The prices in a file. Rows without a price say nothing.

    Reported with its line: a row without an article, what is no number or no date. Refuses ``files.too_large``,
    ``files.not_a_table``, ``costs.market_heads_missing``.
    """
    lines = lines_of(path)
    _head, places = head_of(lines, _HEADS, needed="product")
    if "price" not in places:
        raise Refusal("costs.market_heads_missing", file=name)
    return _rows(lines, places, name, meant, report)


def _rows(
    lines: Iterator[tuple[int, list[str]]], places: Mapping[str, int], name: str, meant: Meant, report: Report
) -> Iterator[MarketRow]:
    for line, row in lines:
        origin = f"{name}:{line}"
        said = {one: row[place].strip() for one, place in places.items() if place < len(row)}
        if said.get("price", "") in NO_PRICE:
            continue
        try:
            yield _seen(said, meant, origin)
        except Refusal as refusal:
            report(Skipped("price", said.get("product", ""), refusal.code, refusal.facts, origin))


def _seen(said: Mapping[str, str], meant: Meant, origin: str) -> MarketRow:
    if not said.get("product"):
        raise Refusal("prices.no_article")
    return MarketRow(
        product=said["product"],
        competitor=said.get("competitor") or meant.competitor,
        amount=sum_of(said["price"]),
        seen_on=day(said["day"]) if said.get("day") else meant.seen_on,
        brand=said.get("brand", ""),
        origin=origin,
    )
