"""What may be asked of an offer that is no product yet: which ones it may be, what is found, what it would become."""

from dataclasses import dataclass

from optom.base.sql import statements
from optom.domain.catalog import queries as catalog

_sql = statements("optom.domain.suppliers")
MOST_FOUND = 9


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A product that an offer may be; ``why`` is what most speaks for it: number, name."""

    product: int
    article: str
    brand: str
    name: str
    unit: str
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A product that was searched for; ``unit`` is what it is counted in."""

    product: int
    article: str
    brand: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class SaidGoods:
    """What an offer says of a product that would be made of it; ``group`` is where its feed puts new goods."""

    article: str
    brand: str
    name: str
    unit: str
    barcode: str
    group: int | None


def candidates(offer: int) -> list[CandidateRow]:
    """Products that an offer may be, the likeliest first."""
    return [CandidateRow(*row) for row in _sql.rows("candidates_of", offer=offer)]


def found(text: str) -> list[FoundRow]:
    """Products by what somebody types, see `catalog.queries.search`: the nearest first, at most `MOST_FOUND`."""
    ranks = catalog.search(text, most=MOST_FOUND * 20).ranks
    nearest = sorted(ranks, key=lambda product: (ranks[product], product))[:MOST_FOUND]
    return [FoundRow(*row) for row in _sql.rows("found_products", products=nearest)]


def goods_said(offer: int) -> SaidGoods | None:
    """What an offer says of a product that would be made of it; None: there is no such offer."""
    row = _sql.first("goods_said", offer=offer)
    return SaidGoods(*row) if row else None
