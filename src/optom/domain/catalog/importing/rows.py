"""What the catalog takes from outside. Everything is named by the source's own identifiers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from optom.domain.catalog.rules import Reading


@dataclass(frozen=True, slots=True)
class GroupRow:
    external_id: str
    parent: str | None
    name: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """``okei`` is empty where the source gives no code of the Russian classifier of units."""

    name: str
    okei: str = ""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product, or as much of it as the source says: None means "not said", and then the product keeps what it has.

    A new product takes what nobody says from its parent (``variant_of``), else it belongs to no brand and no group, is
    counted in pieces and bears the standard tax. Several rows of one ``external_id`` add up, the last word wins.

    ``fallback_article`` is used when neither the row nor the catalog knows an article. ``attributes_add`` leaves the
    attributes that the row does not name. ``is_patch``: the row only adds to a known product or to a variant of one.
    ``is_offered``: the thing itself is for sale, not only its variants.
    """

    external_id: str
    article: str | None = None
    name: str | None = None
    brand: str | None = None
    group: str | None = None
    unit: UnitRow | None = None
    tax_class: str | None = None
    multiple: Decimal | None = None
    minimum: Decimal | None = None
    weight: Decimal | None = None
    volume: Decimal | None = None
    attributes: Mapping[str, str] | None = None
    attributes_add: bool = False
    description: str | None = None
    packs: tuple[tuple[str, Decimal], ...] | None = None
    barcodes: tuple[str, ...] | None = None
    crosses: tuple[tuple[str, str], ...] | None = None
    is_active: bool | None = None
    is_deleted: bool | None = None
    variant_of: str | None = None
    name_suffix: str = ""
    fallback_article: str | None = None
    is_patch: bool = False
    is_offered: bool = False
    origin: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AnalogRow:
    """``analog`` can be taken instead of ``product``; ``is_mutual``: and the other way round.

    Both are named by the source's identifier, or by article and brand. ``kind`` is same (nothing else changes) or
    similar (``note`` says what is different).
    """

    product: str
    analog: str
    product_brand: str = ""
    analog_brand: str = ""
    kind: str = "same"
    note: str = ""
    is_mutual: bool = True
    origin: str = ""


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A product is marked: its number (GTIN) and the commodity group that it is of, as `base.marking.GROUPS` call it.

    The product is named by the source's identifier, or by article and brand.
    """

    product: str
    gtin: str
    brand: str = ""
    commodity: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture of the first of its ``readings`` that means a product, at the place that it says, else at the first.

    ``read`` answers so many bytes at most, from the first one each time, or refuses what can't be read.
    """

    readings: tuple[Reading, ...]
    read: Callable[[int], bytes]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """Goods for which a paper holds: those that the readings mean; else a brand, a group with all below it, or both.

    ``group`` is the source's identifier of the group, its name, or its path (``Bearings / Ball``).
    """

    readings: tuple[Reading, ...] = ()
    brand: str = ""
    group: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, [self.brand, self.group])) or (self.readings[0].product if self.readings else "")


@dataclass(frozen=True, slots=True)
class GoodsPaperRow:
    """A paper about goods. A certificate or a declaration is known by its ``number``, all others by their bytes.

    So is one whose number has no digit: that of many papers is "none".
    """

    covers: tuple[Cover, ...]
    kind: str
    read: Callable[[int], bytes]
    number: str = ""
    title: str = ""
    issued_by: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    origin: str = ""
