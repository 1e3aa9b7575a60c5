"""What a CommerceML file says, one frozen row per thing: no judgement yet, only what was written."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

Fact = str | int | Decimal | None
"""A value inside `SkippedRow.facts`; every one of them can be put into JSON."""


class _Spooled:
    """Pickles as its plain values: the way of dataclasses with slots costs more than parsing the row did."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class SectionRead:
    """A classifier, catalog or offers package has begun: `only_changes` tells a partial export from a full one."""

    kind: str
    only_changes: bool


@dataclass(frozen=True, slots=True)
class GroupRead:
    external_id: str
    parent_external_id: str | None
    name: str
    position: int
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class PropertyRead:
    """A property of goods; `values` is its dictionary (identifier, text) when goods name its values by identifier."""

    external_id: str
    name: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PriceKindRead:
    external_id: str
    name: str
    currency: str
    vat_included: bool | None
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class WarehouseRead:
    external_id: str
    name: str
    address: str
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class UnitRead(_Spooled):
    """A unit as far as the file describes it: OKEI code, short and full name, international sign; any may be empty."""

    code: str = ""
    short_name: str = ""
    full_name: str = ""
    sign: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class PackRead(_Spooled):
    """A larger unit in which the product also comes: `factor` base units in one `unit` (OKEI code or a name)."""

    unit: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class PropertyValueRead(_Spooled):
    """A value that goods have: by the property's identifier or by its name; `text` may be a dictionary's identifier."""

    property_id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ProductRead(_Spooled):
    external_id: str
    sku: str
    name: str
    full_name: str
    description: str
    unit: UnitRead
    group_ids: tuple[str, ...]
    brand: str
    barcodes: tuple[str, ...]
    vat_rate: str
    weight: Decimal | None
    volume: Decimal | None
    country: str
    code: str
    packs: tuple[PackRead, ...]
    properties: tuple[PropertyValueRead, ...]
    characteristics: tuple[tuple[str, str], ...]
    requisites: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...]
    is_deleted: bool
    line: int


@dataclass(frozen=True, slots=True)
class OfferRead(_Spooled):
    """What is really sold: a product, or its variant when `external_id` reads `product#characteristic`."""

    external_id: str
    name: str
    sku: str
    barcodes: tuple[str, ...]
    unit: UnitRead
    characteristics: tuple[tuple[str, str], ...]
    properties: tuple[PropertyValueRead, ...]
    is_deleted: bool
    line: int

    @property
    def product_external_id(self) -> str:
        return self.external_id.partition("#")[0]

    @property
    def is_variant(self) -> bool:
        return "#" in self.external_id


@dataclass(frozen=True, slots=True)
class PriceRead(_Spooled):
    """`value` for one base unit; None when the file names the price kind but no price above zero."""

    offer_external_id: str
    kind_external_id: str
    value: Decimal | None
    currency: str
    min_quantity: Decimal
    line: int


@dataclass(frozen=True, slots=True)
class RestRead(_Spooled):
    """What lies in one warehouse, negative as 1C allows it; no warehouse means the total of a firm that has one."""

    offer_external_id: str
    warehouse_external_id: str
    quantity: Decimal
    line: int


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """Something in a file that was not taken as it stands: `reason_code` is stable, `facts` fill in its words."""

    file: str
    line: int
    what: str
    id: str
    reason_code: str
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """The root element: schema version and the moment when 1C wrote the file (naive, by its clock), if it says so."""

    version: str
    made_at: datetime | None


Record = (
    SectionRead
    | GroupRead
    | PropertyRead
    | PriceKindRead
    | WarehouseRead
    | UnitRead
    | ProductRead
    | OfferRead
    | PriceRead
    | RestRead
    | SkippedRow
)
