"""What the room of shipping does with lines and the goods that they hold. All of it inside the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from optom.base.refusal import refuse_all
from optom.base.sql import Row, statements
from optom.domain.stock import actions as stock
from optom.domain.stock.actions import OnHand
from optom.domain.stock.rules import FromBatch

from .reservations import Change, apply, is_too_much, locked, named, not_held, value_change

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Shipped:
    """Of what a shipment asked of a line, so much has left."""

    line: int
    asked: Decimal
    shipped: Decimal


def request(*, contract: int, parts: Sequence[OnHand], at: datetime) -> dict[str, Any]:
    """A shipment asks for so much of what lines hold in its warehouse: it stays there for it. What the journal says of
    the lines.

    Refuses ``orders.line_unknown``, ``stock.not_held`` and, as giving back does, ``orders.not_held``,
    ``orders.in_shipment``, ``orders.nothing_held``.
    """
    quantities = _by_line(parts)
    lines = locked(contract=contract, lines=list(quantities))
    refuse_all(not_held(line, quantities[line.id]) for line in lines if is_too_much(line, quantities[line.id]))
    stock.ask(parts=parts)
    apply(contract=contract, changes=[Change(line.id, requested=quantities[line.id]) for line in lines], at=at)
    return {"lines": {str(line.id): str(quantities[line.id]) for line in lines}, "named": named(lines)}


def unrequest(*, contract: int, parts: Sequence[OnHand], at: datetime) -> None:
    """The shipment is not to be: the lines hold their goods as before."""
    quantities = _by_line(parts)
    lines = locked(contract=contract, lines=list(quantities))
    stock.unask(parts=parts)
    apply(contract=contract, changes=[Change(line.id, requested=-quantities[line.id]) for line in lines], at=at)


def _by_line(parts: Sequence[OnHand]) -> dict[int, Decimal]:
    quantities: dict[int, Decimal] = {}
    for part in parts:
        quantities[part.owner] = quantities.get(part.owner, _NOTHING) + part.quantity
    return quantities


def ship(
    *,
    contract: int,
    warehouse: int,
    lines: Sequence[Shipped],
    subject: str,
    release_rest: bool,
    at: datetime,
    batches: Sequence[FromBatch] = (),
) -> None:
    """So much of the lines leaves the warehouse, of these ``batches``, else of the oldest; the rest of what was asked
    there stays held, or is given back by the terms. Refuses what `stock.take` does.
    """
    by_line = {part.line: part for part in lines}
    found = locked(contract=contract, lines=list(by_line))
    backs = {part.line: part.asked - part.shipped if release_rest else _NOTHING for part in lines}
    gone = [stock.Taken(part.line, warehouse, part.asked, part.shipped, backs[part.line]) for part in lines]
    stock.take(lines=gone, at=at, subject=subject, named=batches)
    apply(contract=contract, changes=[_after(line, by_line[line.id], backs[line.id]) for line in found], at=at)


def _after(line: Row, part: Shipped, back: Decimal) -> Change:
    return Change(
        line.id,
        reserved=-part.shipped - back,
        requested=-part.asked,
        shipped=part.shipped,
        cancelled=back,
        value=value_change(line, line.reserved - part.shipped - back),
    )


def accept(*, contract: int, quantities: Mapping[int, Decimal]) -> None:
    """The buyer has taken so much more of each line as it should be, of what was shipped; less where it is negative."""
    locked(contract=contract, lines=list(quantities))
    _sql.run("accept_lines", lines=list(quantities), quantities=list(quantities.values()))
