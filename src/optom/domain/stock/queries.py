"""What stands where, what is held and what comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from optom.base.books import Broken
from optom.base.listing import Listed, Listing
from optom.base.sql import statements

from .models import Warehouse, Workplace
from .rules import Held, Source

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class WarehouseRow:
    """A place from which goods leave."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Worker:
    """A person of the firm: his desks by code, with commas; the names of his warehouses, None for all of them."""

    id: int
    name: str
    email: str
    is_active: bool
    last_login: datetime | None
    desks: str
    warehouses: str | None


_workers = Listing(
    __package__,
    "workers",
    search=("name", "email"),
    texts=("name", "email", "warehouses"),
    nulls=("last_login", "warehouses"),
    order=("name", "id"),
    row=Worker,
)


def warehouses(*, contract: int | None = None) -> list[WarehouseRow]:
    """The warehouses in their order: all active ones, or those from which a contract may take goods."""
    found = Warehouse.objects.filter(is_active=True).order_by("position", "id")
    if contract is not None:
        allowed = {row[0] for row in _sql.rows("warehouses_of", contract=contract)}
        found = found.filter(pk__in=allowed)
    return [WarehouseRow(*row) for row in found.values_list("id", "code", "name")]


def sources(*, contract: int, products: Sequence[int]) -> list[Source]:
    """What is free of the products for the contract now, in the order in which it would be promised. One statement."""
    rows = _sql.rows("sources", contract=contract, products=list(products))
    return [Source(row.product_id, row.warehouse_id, row.free, row.arrival_id, row.expected_on) for row in rows]


def workplaces(user: int) -> list[int]:
    """The warehouses in which a person works; none named is every one."""
    found = Workplace.objects.filter(user_id=user, warehouse__is_active=True)
    return list(found.order_by("warehouse_id").values_list("warehouse_id", flat=True))


def workers() -> Listed:
    """The people of the firm as ``Worker``, by name."""
    return _workers.of()


def holds_of(owners: Sequence[int]) -> list[Held]:
    """What the owners hold, goods on hand before what is still on its way."""
    rows = _sql.rows("holds_of", owners=list(owners))
    return [
        Held(row.id, row.owner, row.product_id, row.warehouse_id, row.arrival_id, row.expected_on, row.quantity)
        for row in rows
    ]


def broken_books() -> list[Broken]:
    """Every balance that is not the sum of its moves and every held figure that is not the sum of its holds."""
    return [Broken(*row) for row in _sql.rows("broken_books")]
