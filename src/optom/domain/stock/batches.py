"""Batches of goods: they come in with their origin, and leave the oldest first unless the picker says otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from optom.base.origin import Origin, objections
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.domain.catalog import queries as catalog

from .rules import FromBatch

_sql = statements(__package__)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Goods of an owner that have left a warehouse just now."""

    owner: int
    product: int
    warehouse: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class TakenBatch:
    """So much of a batch has left for an owner; the origin is that of so much."""

    batch: int
    quantity: Decimal
    origin: Origin


@dataclass(frozen=True, slots=True)
class StandingBatch:
    """A batch of which something remains in a warehouse, where of the goods there is so much in all."""

    id: int
    product: int
    at: datetime
    remains: Decimal
    on_hand: Decimal
    origin: Origin


def take_batches(*, left: Sequence[Leaving], named: Sequence[FromBatch], at: datetime, subject: str) -> None:
    """Goods have left: of the batches that are named, the rest of what is of none and then of the oldest ones.

    Called under the locks of the balances, which know of it already. Refuses ``stock.batch_has_less`` where a batch is
    not of these goods or has less, ``stock.batches_beyond`` where more is named than leaves. Two statements at most.
    """
    of_named: dict[int, Decimal] = {}
    for one in named:
        of_named[one.owner] = of_named.get(one.owner, _NOTHING) + one.quantity
    refuse_all(_beyond(left, named, of_named))
    if named:
        _take_named(left, named, at=at, subject=subject)
    rest = [replace(one, quantity=one.quantity - of_named.get(one.owner, _NOTHING)) for one in left]
    _sql.run("take_batches", **_columns(rest), at=at, subject=subject)


def _beyond(left: Sequence[Leaving], named: Sequence[FromBatch], of_named: Mapping[int, Decimal]) -> Iterator[Refusal]:
    leaves = {one.owner: one.quantity for one in left}
    yield from (Refusal("stock.not_a_quantity", quantity=one.quantity) for one in named if one.quantity <= 0)
    for owner, quantity in of_named.items():
        if quantity > leaves.get(owner, _NOTHING):
            yield Refusal("stock.batches_beyond", line=owner, quantity=quantity, leaves=leaves.get(owner, _NOTHING))


def _take_named(left: Sequence[Leaving], named: Sequence[FromBatch], *, at: datetime, subject: str) -> None:
    place = {one.owner: one for one in left}
    taken = _sql.run(
        "take_named_batches",
        owners=[one.owner for one in named],
        products=[place[one.owner].product for one in named],
        batches=[one.batch for one in named],
        quantities=[one.quantity for one in named],
        warehouse=left[0].warehouse,
        at=at,
        subject=subject,
    )
    if taken < len(named):
        raise Refusal("stock.batch_has_less", batches=sorted({one.batch for one in named}))


def _columns(left: Sequence[Leaving]) -> dict[str, list[Any]]:
    return {
        "owners": [one.owner for one in left],
        "products": [one.product for one in left],
        "warehouses": [one.warehouse for one in left],
        "quantities": [one.quantity for one in left],
    }


def batches_taken(*, subject: str) -> dict[int, list[TakenBatch]]:
    """Of which batches goods have left with a subject, by owner; goods of none are not among them. One statement."""
    found: dict[int, list[TakenBatch]] = {}
    for row in _sql.rows("batches_taken", subject=subject):
        origin = Origin(*(getattr(row, name) for name in Origin.__slots__))
        part = TakenBatch(row.batch, row.quantity, origin.part(row.quantity, of=row.whole))
        found.setdefault(row.owner, []).append(part)
    return found


def batches_standing(*, warehouse: int, products: Sequence[int]) -> dict[int, list[StandingBatch]]:
    """What remains of which batches of the goods in a warehouse, by product, the oldest first. One statement."""
    found: dict[int, list[StandingBatch]] = {}
    for row in _sql.rows("batches_standing", warehouse=warehouse, products=list(products)):
        origin = Origin(row.country, row.declaration, row.rnpt)
        found.setdefault(row.product, []).append(
            StandingBatch(row.id, row.product, row.at, row.remains, row.on_hand, origin)
        )
    return found


def kept(origin: Origin) -> dict[str, Any]:
    """The columns of an origin. Refuses what `origin.objections` say, and ``origin.unit_unknown``."""
    unit = (
        next((one.id for one in catalog.units() if one.name == origin.trace_unit), None) if origin.trace_unit else None
    )
    unknown = origin.trace_unit and unit is None
    refuse_all(
        [
            *objections(origin),
            *([Refusal("origin.unit_unknown", field="trace_unit", said=origin.trace_unit)] if unknown else []),
        ]
    )
    return {
        "country": origin.country,
        "declaration": origin.declaration,
        "rnpt": origin.rnpt,
        "trace_unit": unit,
        "trace_quantity": origin.trace_quantity,
        "trace_cost": origin.trace_cost,
    }


def share(known: Row, quantity: Decimal) -> dict[str, Any]:
    """The columns of what is known of an arrival, for so much of it."""
    whole = Origin(trace_quantity=known.trace_quantity, trace_cost=known.trace_cost)
    part = whole.part(quantity, of=known.quantity) if quantity else whole
    return {
        "country": known.country,
        "declaration": known.declaration,
        "rnpt": known.rnpt,
        "trace_unit": known.trace_unit_id,
        "trace_quantity": part.trace_quantity,
        "trace_cost": part.trace_cost,
    }
