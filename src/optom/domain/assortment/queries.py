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
from .meaning import Meant, Way, meanings, own_numbers
from .narrowing import Narrow, What
from .numbers import Wanted
from .pages import Filters, Sort
from .sorting import By, Key, Telling
from .unseen import Unseen, unseen
from .window import FacetRow, Facets, ProductRow, Window, each, facets, rows, window

__all__ = [
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
    "Sort",
    "Telling",
    "Unseen",
    "ValueRow",
    "Wanted",
    "Way",
    "What",
    "Window",
    "analog_counts",
    "analogs",
    "attribute_facets",
    "card",
    "each",
    "facets",
    "meanings",
    "offers",
    "own_numbers",
    "rows",
    "seen",
    "unseen",
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
    rows = _sql.rows(
        "offers",
        contract=contract,
        at=at,
        on=business_day(at),
        products=list(quantities),
        quantities=list(quantities.values()),
    )
    return [_offer(row) for row in rows]


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
