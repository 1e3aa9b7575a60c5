"""The panel of a product: what it is and costs, looks like, where it lies and when it comes, what was bought of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from optom.domain.assortment import queries as assortment
from optom.domain.companies import rules
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import fitting
from optom.domain.pricing import queries as pricing
from optom.domain.stock import queries as stock
from optom.domain.stock.rules import Source
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Panel
from optom.interfaces.kit.why import breaks_of, vat_words

from . import goods_papers
from .context import Desk

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Named:
    """A word of the panel with the address of the goods that have it."""

    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A warehouse with what is free in it now and what comes."""

    name: str
    free: Decimal
    coming: Sequence[tuple[date, Decimal]]


def panel(desk: Desk, key: str, *, wanted: Decimal = _ONE) -> Panel | None:
    """The card of a product that the contract sees; None for all others. So much is ``wanted`` of it or its analogs."""
    card = assortment.card(contract=desk.contract.id, product=whole(key))
    if card is None:
        return None
    facts = {
        "card": card,
        "groups": [Named("", name, _url(desk, group=group)) for group, name in card.groups],
        "brand": Named("", card.brand, _url(desk, brand_id=card.brand_id)),
        "attributes": [_attribute(desk, card, name, value) for name, value in card.attributes if value],
        "places": _places(desk, card),
        "supplied": [(one.expected_on, one.free) for one in _supplied(desk, card.id)],
        "analogs": _analogs(desk, card.id, wanted),
        "may_order": rules.may_draft(desk.rights),
        "pictures": goods_papers.pictures(desk, card.id),
        "papers": goods_papers.papers(desk, card.id),
        "bought": orders.bought(contract=desk.contract.id, product=card.id),
        **_price(desk, card),
    }
    return Panel(card.article, "portal/panels/product.html", facts)


def _analogs(desk: Desk, product: int, wanted: Decimal) -> list[tuple[assortment.AnalogRow, Decimal]]:
    """What can be taken instead, each in the packs that make so much."""
    found = assortment.analogs(contract=desk.contract.id, products=[product], at=desk.at).get(product, [])
    return [(one, fitting(wanted, multiple=one.multiple, minimum=one.minimum)) for one in found]


def _url(desk: Desk, **given: Any) -> str:
    return f"{desk.url('catalog')}?{urlencode(given)}"


def _attribute(desk: Desk, card: assortment.CardRow, name: str, value: str) -> Named:
    """It leads to the goods of the same group that have it too."""
    return Named(name, value, _url(desk, group=card.groups[-1][0], **{f"attribute.{name}": value}))


def _price(desk: Desk, card: assortment.CardRow) -> dict[str, Any]:
    why = pricing.why(contract=desk.contract.id, product=card.id, quantity=_ONE, at=desk.at)
    if why.price is None:
        return {"price": None}
    offer = assortment.offers(contract=desk.contract.id, quantities={card.id: _ONE}, at=desk.at)[0]
    return {
        "price": why.price,
        "breaks": breaks_of(desk.contract.id, card.id, why, desk.at),
        "vat": vat_words(why.price, offer),
        "mark": formats.currency_mark(offer.currency or desk.contract.currency),
    }


def _supplied(desk: Desk, product: int) -> list[Source]:
    return stock.supplies(contract=desk.contract.id, products=[product], at=desk.at)


def _places(desk: Desk, card: assortment.CardRow) -> list[Place]:
    row = assortment.rows(contract=desk.contract.id, products=[card.id], at=desk.at)[0]
    return [
        Place(
            place.name,
            row.free.get(place.id, Decimal(0)),
            [(one.on, one.quantity) for one in card.coming if one.warehouse == place.id],
        )
        for place in stock.warehouses(contract=desk.contract.id)
    ]
