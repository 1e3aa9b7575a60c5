"""What one contract sees, at its price, with its availability: THE question of the grid, of orders and of exports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

from optom.base.business_day import business_day
from optom.base.sql import Row, statements
from optom.base.tax import VatRate

from .analogs import AnalogRow, analog_counts, analogs
from .attributes import AttributeRow, ValueRow, attribute_facets
from .card import CardRow, Coming, card, seen
from .meaning import MOST_CHOICES, Meant, Way, begin_so, meanings, own_numbers
from .narrowing import Narrow, What
from .numbers import Wanted
from .pages import Filters, Sort
from .scope import Scope, agreed_scope, broken_books, recorded_since
from .sorting import By, Key, Telling
from .unseen import Unseen, unseen, unseen_then
from .window import FacetRow, Facets, ProductRow, Window, each, facets, first, rows, window

__all__ = [
    "MOST_CHOICES",
    "AnalogRow",
    "AttributeRow",
    "By",
    "CardRow",
    "Coming",
    "FacetRow",
    "Facets",
    "Filters",
    "Key",
    "Meant",
    "Narrow",
    "OfferRow",
    "ProductRow",
    "Scope",
    "Sort",
    "Telling",
    "Unseen",
    "ValueRow",
    "Wanted",
    "Way",
    "What",
    "Window",
    "agreed_scope",
    "analog_counts",
    "analogs",
    "attribute_facets",
    "begin_so",
    "broken_books",
    "card",
    "each",
    "facets",
    "first",
    "meanings",
    "offers",
    "offers_then",
    "own_numbers",
    "recorded_since",
    "rows",
    "seen",
    "unseen",
    "unseen_then",
    "window",
]

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A product as a contract is offered it now; price per unit in ``currency`` for the quantity asked."""

    product: int
    article: str
    name: str
    unit: str
    multiple: Decimal
    minimum: Decimal
    weight: Decimal | None
    price: Decimal | None
    is_vat_included: bool
    currency: str | None
    vat: VatRate
    is_visible: bool


def offers(*, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> list[OfferRow]:
    """What the contract is offered of each product when so much is bought. One statement; unknown products are absent.

    The rate of VAT is that of the firm's day of ``at``.
    """
    return _offers("offers", contract, quantities, at)


def offers_then(*, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> list[OfferRow]:
    """What it was offered at any moment, out of the ledgers: at the present the same as `offers`. One statement.

    How products were sold is known since `catalog.recorded_since`, what a contract saw since `recorded_since`.
    """
    return _offers("offers_then", contract, quantities, at)


def _offers(name: str, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> list[OfferRow]:
    asked = {"products": list(quantities), "quantities": list(quantities.values())}
    return [_offer(row) for row in _sql.rows(name, contract=contract, at=at, on=business_day(at), **asked)]


def _offer(row: Row) -> OfferRow:
    return OfferRow(
        product=row.id,
        article=row.article,
        name=row.name,
        unit=row.unit,
        multiple=row.multiple,
        minimum=row.minimum,
        weight=row.weight,
        price=row.price,
        is_vat_included=row.vat_included is not False,  # a fixed price without a column includes VAT
        currency=row.currency,
        vat=_rate(row.vat_percent),
        is_visible=row.is_visible,
    )


@cache
def _rate(percent: Decimal | None) -> VatRate:  # a handful of them
    return VatRate(percent)
