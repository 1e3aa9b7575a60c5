"""Lines of which a supplier has confirmed something else than agreed: a person says what becomes of them, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.staging import analyse
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.journal import actions as journal

from . import events
from .announcing import announce
from .needing import BUSY, Ordered, measure_of, take_turn
from .ordering import locked
from .promises import keeping_promises, lock_clients
from .rules import State

_sql = statements(__package__)
_REASON = 400


@dataclass(frozen=True, slots=True)
class NextBest:
    """So much of a line is needed still, confirmed at that price; ``supplier`` has it at his, None: nobody else does.

    ``landed`` is a unit of his in our warehouse, roubles without VAT.
    """

    line: int
    article: str
    brand: str | None
    unit: str
    needed: Decimal
    confirmed_price: Decimal
    currency: str
    supplier: str | None
    quantity: Decimal | None
    price: Decimal | None
    others_currency: str | None
    landed: Decimal | None
    lead_days: int | None


@transaction.atomic
def next_best(*, order: int, lines: Sequence[int], at: datetime) -> list[NextBest]:
    """Of whom `move_lines` would order what is needed of them still. Nothing is changed."""
    _take(lines, at)
    found = [NextBest(*row) for row in _sql.rows("next_best", order=order)]
    _sql.run("forget_taken")
    return found


def _take(lines: Sequence[int], at: datetime) -> None:
    """The best that others offer of what is needed of the lines, in a table of the transaction."""
    _sql.run("forget_taken")
    _sql.run("needed_lines", lines=list(lines))
    _sql.run("look_up_offers")
    _sql.run("take_lines", day=business_day(at))
    analyse("taken_need")


@refused_when_busy(BUSY)
@transaction.atomic
def accept_lines(*, order: int, lines: Sequence[int], reason: str, actor: int | None, at: datetime) -> None:
    """They come as the supplier says: announced, and held for those for whom they were bought.

    Refuses what `_doubted` does, `announcing.announce` refuses, and `purchasing.busy`.
    """
    rows = _doubted(order, lines, reason, actor)
    _sql.run("decide_lines", lines=list(lines), comes=True)
    announce(order, lines, actor=actor, at=at)
    _note("accept_lines", order, rows, reason, actor=actor, at=at)
    measure_of([row.product for row in rows if row.confirmed < row.quantity], at=at)


@refused_when_busy(BUSY)
@transaction.atomic
def drop_lines(*, order: int, lines: Sequence[int], reason: str, actor: int | None, at: datetime) -> None:
    """They do not come; what they were for is short again.

    Refuses what `_doubted` does and `purchasing.busy`.
    """
    rows = _doubted(order, lines, reason, actor)
    _give_up(lines, actor=actor, at=at)
    _note("drop_lines", order, rows, reason, actor=actor, at=at)
    measure_of([row.product for row in rows], at=at)


@refused_when_busy(BUSY)
@transaction.atomic
def move_lines(*, order: int, lines: Sequence[int], reason: str, actor: int | None, at: datetime) -> list[Ordered]:
    """What is needed of them still is ordered of the next best suppliers instead, for the same clients: drafts, one a
    supplier. What clients want no more is not ordered anew.

    Refuses what `_doubted` does, together `purchasing.no_other_offer` of each line, and `purchasing.busy`.
    """
    rows = _doubted(order, lines, reason, actor)
    lock_clients(lines)
    take_turn()
    _take(lines, at)
    refuse_all(Refusal("purchasing.no_other_offer", article=row.article) for row in _sql.rows("without_other_offer"))
    warehouse = _sql.value("warehouse_of", order=order)
    made = [Ordered(*row) for row in _sql.rows("order_taken", warehouse=warehouse, actor=actor, at=at)]
    _sql.run("move_purposes", lines=list(lines), orders=[one.order for one in made])
    _give_up(lines, actor=actor, at=at)
    _note("move_lines", order, rows, reason, actor=actor, at=at)
    measure_of([row.product for row in rows], at=at)
    return made


def _give_up(lines: Sequence[int], *, actor: int | None, at: datetime) -> None:
    """Whom their goods were promised waits again, and is told."""
    with keeping_promises(lines, actor=actor, at=at):
        _sql.run("decide_lines", lines=list(lines), comes=False)


def _doubted(order: int, lines: Sequence[int], reason: str, actor: int | None) -> list[Row]:
    """Those lines, which wait for a person's word.

    Refuses `accounts.may_not`, `purchasing.no_order`, `purchasing.not_in_state`, `purchasing.reason_missing`,
    `input.too_long` and `purchasing.not_doubted` (somebody else has decided meanwhile).
    """
    locked(order, State.CONFIRMED, actor=actor)
    if not reason.strip():
        raise Refusal("purchasing.reason_missing", field="reason")
    refuse_all(too_long(reason=(reason, _REASON)))
    rows = _sql.rows("doubted_lines", order=order, lines=list(lines))
    if not rows or len(rows) < len(set(lines)):
        raise Refusal("purchasing.not_doubted")
    return rows


def _note(act: str, order: int, rows: Sequence[Row], reason: str, *, actor: int | None, at: datetime) -> None:
    """A human touch and its reason."""
    kinds = sorted({kind for row in rows for kind in row.doubt.split()})
    facts = {"lines": len(rows), "doubts": kinds, "reason": reason.strip()}
    subject, told = f"purchasing.order:{order}", [(events.ORDERED, {"products": [row.product for row in rows]})]
    journal.record(act=f"purchasing.{act}", actor=actor, at=at, subject=subject, facts=facts, announce=told)
