"""A supplier's file that came by itself is his word of an order, once: taken again it changes nothing (ADR 0066)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.suppliers import actions as suppliers

from . import queries
from .announcing import reference
from .ordering import Confirmed, confirm
from .queries import OrderFacts
from .rules import State

_sql = statements(__package__)


def await_answer(*, order: int, file: suppliers.Brought) -> OrderFacts:
    """The order that a file may answer, asked before its lines are read.

    Refuses `purchasing.not_his_order` of an order that is none of this supplier's, `purchasing.same_answer` where this
    very file has confirmed it, `purchasing.answered_already` and `purchasing.not_awaiting` where nobody waits for his
    word.
    """
    paper, found = reference(order), queries.order(order)
    if found is None or found.supplier_id != file.supplier:
        raise Refusal("purchasing.not_his_order", paper=paper)
    if found.answer_sha256 == file.sha256:
        raise Refusal("purchasing.same_answer", paper=paper, order=order)
    if found.state == State.CONFIRMED:
        raise Refusal("purchasing.answered_already", paper=paper, order=order)
    if found.state != State.SENT:
        raise Refusal("purchasing.not_awaiting", paper=paper, order=order, supplier_order_state=found.state)
    return found


@transaction.atomic
def take_answer(*, order: int, lines: Sequence[Confirmed], file: suppliers.Brought, at: datetime) -> bool:
    """The order is confirmed as the file says, which is kept with the order; whether it waited for that still.

    Refuses as `await_answer` and `ordering.confirm` do. Its statements are constant.
    """
    if not suppliers.lock_answer(run=file.run):
        return False
    _sql.first("lock_order", order=order)
    await_answer(order=order, file=file)
    doubted = confirm(order=order, lines=lines, actor=None, at=at, file=file.name)
    said = _sql.rows("keep_answer", order=order, run=file.run)
    comes = sum(bool(row.quantity) for row in said)
    suppliers.take_answer(run=file.run, counts={"lines": len(said), "comes": comes, "doubted": doubted}, at=at)
    return True
