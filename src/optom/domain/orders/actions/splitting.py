"""Split a line into two, so that the parts can be extended, moved, replaced or shipped apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.orders import rules
from optom.domain.orders.rules import PricedLine
from optom.domain.stock import actions as stock
from optom.domain.stock.actions import Handed

from .adding import Added, add, at_will, from_the_end, known
from .keeping import Kept
from .reservations import BUSY, Change, apply, lines_of, note, standing_of

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Part:
    """What leaves a line for the new one."""

    line: Row
    waits: Decimal
    held: Decimal
    priced: PricedLine

    @property
    def quantity(self) -> Decimal:
        return self.waits + self.held


@refused_when_busy(BUSY)
@transaction.atomic
def split(
    *, contract: int, quantities: Mapping[int, Decimal], key: str, actor: int | None, at: datetime
) -> dict[int, int]:
    """Make of so much of each line a line of its own, at the end of the same order; line -> new line.

    The price stays, and the sums of both parts are the sum of the line. What waits goes first, then what comes latest;
    the line keeps the best. Something has to stay that no shipment has asked for. The same ``key`` splits once.
    Refuses ``orders.line_unknown``, ``orders.not_to_split`` and ``orders.part_of_pack``.
    """
    standing = standing_of(contract, actor, at)
    credit.lock(contract)
    lines = lines_of(contract=contract, lines=list(quantities))
    keys = {line.id: f"{key}/{line.id}" for line in lines}
    if done := known(contract, list(keys.values())):
        return {line: done[mine] for line, mine in keys.items() if mine in done}
    rule = standing.terms.pack_rule
    refuse_all(reason for line in lines for reason in _against(line, quantities[line.id], rule))
    parts = [_part(line, quantities[line.id]) for line in lines]
    made = _make(standing.contract, parts, keys, at)
    company, facts = standing.contract.company, {"made": _texts(made)}
    note("orders.split", contract, company, quantities, of=lines, actor=actor, at=at, **facts)
    return made


def _against(line: Row, quantity: Decimal, pack_rule: str) -> list[Refusal]:
    facts = {"line": line.id, "article": line.article, "quantity": quantity}
    if not 0 < quantity < at_will(line):
        return [Refusal("orders.not_to_split", most=at_will(line), **facts)]
    fit = rules.against_parts(quantity, multiple=line.multiple, pack_rule=pack_rule)
    return [Refusal("orders.part_of_pack", multiple=line.multiple, suggest=fit, **facts)] if fit else []


def _part(line: Row, quantity: Decimal) -> _Part:
    rest = {"whole": line.ordered, "before": line.ordered - quantity, "part": quantity}
    waits, held = from_the_end(line, quantity)
    return _Part(
        line,
        waits,
        held,
        PricedLine(
            line.product_id,
            quantity,
            line.price,
            line.vat_percent,
            rules.share(line.sum, **rest),
            rules.share(line.vat, **rest),
        ),
    )


def _make(
    contract: companies.ContractRow, parts: Sequence[_Part], keys: Mapping[int, str], at: datetime
) -> dict[int, int]:
    made = add(contract, [_added(part, keys[part.line.id]) for part in parts])
    handed = [Handed(part.line.id, made[part.line.id], part.held) for part in parts if part.held]
    stock.hand_over(contract=contract.id, parts=handed, at=at)
    changes = [Change(part.line.id, reserved=-part.held, value=_value_change(part)) for part in parts]
    apply(contract=contract.id, changes=changes, at=at)
    _sql.run(
        "resize_lines",
        lines=[part.line.id for part in parts],
        ordered=[-part.quantity for part in parts],
        sums=[-part.priced.sum for part in parts],
        vats=[-part.priced.vat for part in parts],
    )
    return made


def _added(part: _Part, key: str) -> Added:
    line = part.line
    kept = Kept(part.priced, [], part.held, _NOTHING, line.reserved_until if part.held else None)
    since = line.queued_at, line.ordered_at, line.ordered_by_id
    return Added(line.order_id, kept, line.id, line.note, key, *since, is_part=True)


def _value_change(part: _Part) -> Decimal:
    """What both hold is worth what the line held; a kopeck may go either way."""
    line, priced = part.line, part.priced
    before = rules.held_value(line.sum, ordered=line.ordered, held=line.reserved)
    rest = rules.held_value(line.sum - priced.sum, ordered=line.ordered - part.quantity, held=line.reserved - part.held)
    return rest + rules.held_value(priced.sum, ordered=part.quantity, held=part.held) - before


def _texts(made: Mapping[int, int]) -> dict[str, int]:
    return {str(line): number for line, number in made.items()}
