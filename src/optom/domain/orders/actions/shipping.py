"""What the room of shipping does with lines. All of it inside the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.refusal import refuse_all
from optom.base.sql import Row, statements
from optom.domain.stock import actions as stock

from .reservations import Change, apply, is_too_much, locked, not_held, value_change

_sql = statements("optom.domain.orders")


@dataclass(frozen=True, slots=True)
class Shipped:
    """Of what a shipment asked of a line, so much has left."""

    line: int
    asked: Decimal
    shipped: Decimal


def request(*, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> None:
    """A shipment asks for so much of each line. Refuses ``orders.line_unknown`` and, as giving back does,
    ``orders.not_held``, ``orders.in_shipment``, ``orders.nothing_held``.
    """
    lines = locked(contract=contract, lines=list(quantities))
    refuse_all(not_held(line, quantities[line.id]) for line in lines if is_too_much(line, quantities[line.id]))
    apply(contract=contract, changes=[Change(line.id, requested=quantities[line.id]) for line in lines], at=at)


def unrequest(*, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> None:
    """The shipment is not to be: the lines hold their goods as before."""
    lines = locked(contract=contract, lines=list(quantities))
    apply(contract=contract, changes=[Change(line.id, requested=-quantities[line.id]) for line in lines], at=at)


def ship(*, contract: int, lines: Sequence[Shipped], release_rest: bool, at: datetime) -> None:
    """So much of the lines has left; the rest of what was asked stays held, or is given back by the terms.

    The goods that left are taken from the stock by the caller before this.
    """
    by_line = {part.line: part for part in lines}
    found = locked(contract=contract, lines=list(by_line))
    if release_rest:
        stock.release(quantities=_rests(lines), at=at)
    changes = [_after(line, by_line[line.id], release_rest=release_rest) for line in found]
    apply(contract=contract, changes=changes, at=at)


def _rests(lines: Sequence[Shipped]) -> dict[int, Decimal]:
    return {part.line: part.asked - part.shipped for part in lines if part.asked > part.shipped}


def _after(line: Row, part: Shipped, *, release_rest: bool) -> Change:
    rest = part.asked - part.shipped if release_rest else Decimal(0)
    return Change(
        line.id,
        reserved=-part.shipped - rest,
        requested=-part.asked,
        shipped=part.shipped,
        cancelled=rest,
        value=value_change(line, line.reserved - part.shipped - rest),
    )


def accept(*, contract: int, quantities: Mapping[int, Decimal]) -> None:
    """The buyer has taken so much of each line as it should be, of what was shipped."""
    locked(contract=contract, lines=list(quantities))
    _sql.run("accept_lines", lines=list(quantities), quantities=list(quantities.values()))
