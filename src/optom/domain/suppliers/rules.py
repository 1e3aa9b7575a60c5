"""How a supplier's file is judged before its offers count. Pure: no Django, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from optom.base.refusal import Refusal

from .fields import MADE, Field
from .mapping.differing import Difference, Differs
from .mapping.value import CARRIED, SEVERAL, Column, Mapping, Part, TableMapping
from .reading.table import Table

__all__ = [
    "CARRIED",
    "CREATED_AT_ONCE",
    "MADE",
    "MOST_CANDIDATES",
    "MOST_REMARKS",
    "MOST_TRIES",
    "MOVES",
    "QUOTES",
    "SEVERAL",
    "SOUGHT_AT_ONCE",
    "Brings",
    "Column",
    "Counts",
    "Difference",
    "Differs",
    "Field",
    "Finding",
    "Guards",
    "Mapping",
    "Matched",
    "NewProducts",
    "Part",
    "State",
    "Table",
    "TableMapping",
    "findings",
    "objection_to_factor",
]

MOVES: Final = (-50, -25, -10, -5, 0, 5, 10, 25, 50, 100)  # bounds of the steps in which moves of prices are counted
MOST_TRIES: Final = 3
MOST_REMARKS: Final = 500  # of one fate that are kept for the page; the report has all
LEAST_FACTOR: Final = Decimal("0.001")
MOST_FACTOR: Final = Decimal(100_000)
QUOTES: Final = "RFQ"  # the name of the feed of what a supplier has quoted, and how its numbers begin
MOST_CANDIDATES: Final = 6  # of an offer that somebody chooses from
SOUGHT_AT_ONCE: Final = 500
CREATED_AT_ONCE: Final = 20_000


class Brings(StrEnum):
    """What the files of a feed are: lists of what the supplier sells, or his answers to our orders."""

    PRICES = "prices"
    ANSWERS = "answers"


class State(StrEnum):
    """What became of a file. ``HELD`` waits for a person: to accept it, to mend its mapping, or to reject it.

    Of answers to orders one is ``ANSWERED``, or was ``PASSED`` over since it says nothing new of an order.
    """

    WAITING = "waiting"
    HELD = "held"
    APPLIED = "applied"
    REJECTED = "rejected"
    FAILED = "failed"
    ANSWERED = "answered"
    PASSED = "passed"


class Matched(StrEnum):
    """By what an offer is known to be a product; ``IGNORED`` is none of ours, as somebody has said."""

    NOT = ""
    ARTICLE = "article"
    BARCODE = "barcode"
    CROSS = "cross"
    SCORE = "score"
    HAND = "hand"
    CREATED = "created"
    IGNORED = "ignored"


class NewProducts(StrEnum):
    """What becomes of offers that are no product of ours: somebody is asked, they are created, or left alone."""

    ASK = "ask"
    CREATE = "create"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Guards:
    """When a file is held: so many per cent of offers lack, of prices are held back; a price is, moved so much."""

    missing_percent: int
    moved_percent: int
    quarantined_percent: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a file says, counted against what stood before it.

    ``rows`` of the file; ``offers`` that it names, of which ``priced`` with a price and ``stocked`` with a stock;
    ``bad`` rows have a price that is none; ``twice`` named another time with another price. ``before`` offers of
    this feed were listed, of which ``met`` are named again; of ``compared`` prices ``moved`` further than allowed,
    ``tenfold`` by about a power of ten, ``packed`` by about what goes into a pack, ``taxed`` by about a rate of VAT,
    ``recoined`` are in another currency. Of the offers so many say a stock, an article, a brand, a name, and said
    them ``_before``.
    """

    rows: int
    offers: int
    bad: int
    twice: int
    before: int
    met: int
    compared: int
    moved: int
    tenfold: int
    packed: int
    taxed: int
    recoined: int
    stocked: int
    stocked_before: int
    articles: int = 0
    articles_before: int = 0
    brands: int = 0
    brands_before: int = 0
    names: int = 0
    names_before: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a file is held: ``code`` is stable; so ``many`` of ``of``, where it is about a number."""

    code: str
    many: int = 0
    of: int = 0

    @property
    def percent(self) -> Decimal:
        """The share, in per cent with one decimal."""
        return round(Decimal(self.many * 100) / (self.of or 1), 1)


def objection_to_factor(factor: Decimal) -> Refusal | None:
    """Why one of a supplier's units can't hold so many of ours: three decimals, up to a hundred thousand."""
    is_one = LEAST_FACTOR <= factor <= MOST_FACTOR and factor == round(factor, 3)
    return None if is_one else Refusal("suppliers.factor_wrong", field="factor", factor=factor)


_SLIP_PERCENT: Final = 5  # so many prices slipped alike are no accident of single goods
_BAD_PERCENT: Final = 20
_TWICE_PERCENT: Final = 5


def findings(counts: Counts, guards: Guards) -> Iterator[Finding]:
    """Why the file is not let in by itself. None: it is.

    What slips alike in many rows is one mistake of the file, so it is told before the moves that it makes.
    """
    if not counts.offers:
        yield Finding("empty", counts.rows, counts.rows)
        return
    limits = (
        ("missing", counts.before - counts.met, counts.before, guards.missing_percent),
        ("tenfold", counts.tenfold, counts.compared, _SLIP_PERCENT),
        ("packed", counts.packed, counts.compared, _SLIP_PERCENT),
        ("recoined", counts.recoined, counts.compared + counts.recoined, _SLIP_PERCENT),
        ("taxed", counts.taxed, counts.compared, 2 * _SLIP_PERCENT),
        ("moved", counts.moved, counts.compared, guards.quarantined_percent),
        ("bad_prices", counts.bad, counts.offers + counts.bad, _BAD_PERCENT),
        ("twice", counts.twice, counts.offers, _TWICE_PERCENT),
    )
    yield from (Finding(code, many, of) for code, many, of, percent in limits if many * 100 > of * percent)
    columns = (
        ("no_stock", counts.stocked, counts.stocked_before),
        ("no_articles", counts.articles, counts.articles_before),
        ("no_brands", counts.brands, counts.brands_before),
        ("no_names", counts.names, counts.names_before),
    )
    for code, now, before in columns:
        if before * 2 > counts.before and not now:
            yield Finding(code, counts.offers, counts.offers)
