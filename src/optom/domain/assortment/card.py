"""The card of one product: all that the catalog says of it, for a contract that sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from optom.base.sql import Row, fetch

from .attributes import place_of
from .pages import Filters, asked_of
from .texts import text

_MOST = 60  # numbers, barcodes and arrivals of a card


@dataclass(frozen=True, slots=True)
class Coming:
    """So much of a product that nobody holds comes to a warehouse on a day."""

    on: date
    warehouse: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class CardRow:
    """A product: ``groups`` from the top down with their ids, ``packs`` by quantity of its unit, weight in kg."""

    id: int
    article: str
    name: str
    brand: str
    brand_id: int
    groups: list[tuple[int, str]]
    unit: str
    multiple: Decimal
    minimum: Decimal
    packs: list[tuple[str, Decimal]]
    weight: Decimal | None
    volume: Decimal | None
    attributes: list[tuple[str, str]]
    description: str
    barcodes: list[str]
    crosses: list[str]
    coming: list[Coming]


def card(*, contract: int, product: int) -> CardRow | None:
    """What the card says; None where the contract sees no such product. One statement."""
    asked = {**asked_of(contract, Filters()), "product": product, "most": _MOST}
    rows = fetch(text("card"), asked)
    return _card(rows[0]) if rows else None


def _card(row: Row) -> CardRow:
    return CardRow(
        id=row.id,
        article=row.article,
        name=row.name,
        brand=row.brand,
        brand_id=row.brand_id,
        groups=list(zip(row.groups, row.names, strict=True)),
        unit=row.unit,
        multiple=row.multiple,
        minimum=row.minimum,
        packs=list(zip(row.packs or (), row.quantities or (), strict=True)),
        weight=row.weight,
        volume=row.volume,
        attributes=sorted(((name, value) for name, value in row.attributes), key=lambda one: place_of(one[0])),
        description=row.description,
        barcodes=row.barcodes,
        crosses=row.crosses,
        coming=[Coming(*one) for one in zip(row.days or (), row.places or (), row.coming or (), strict=True)],
    )


def seen(*, contract: int, products: Sequence[int]) -> set[int]:
    """Those of the products that the contract sees."""
    asked = {**asked_of(contract, Filters()), "products": list(products)}
    return {row.id for row in fetch(text("seen_of"), asked)}
