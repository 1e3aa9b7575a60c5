"""What a person may not order on his own word he asks a colleague for; the colleague's approval places the order.

While it waits the draft is not changed, and nothing is held: goods and prices are those of the moment of approval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import orjson
from django.db import transaction

from optom.base.refusal import Refusal, reasons_of, refuse_all
from optom.base.sql import Row, statements
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import queries, rules
from optom.domain.orders.in_time import lines_by
from optom.domain.orders.models import Approval, Draft
from optom.domain.orders.rules import (
    APPROVED,
    AS_IT_COMES,
    DECLINED,
    WAITING,
    WITHDRAWN,
    OrderLine,
    When,
    Wish,
)

from .drafts import clear_draft, keep_rest, locked_draft
from .place import Placed, Word, place

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a colleague's approval, those who may give it, and whether this call has made it."""

    approval: int
    approvers: Sequence[int]
    is_new: bool


def order_draft(
    *,
    contract: int,
    draft: int,
    key: str,
    actor: int,
    at: datetime,
    note: str = "",
    expected: Decimal | None = None,
) -> Placed | Asked:
    """Order what is picked in a draft; where that takes a colleague's word, ask for it.

    ``expected`` is the sum that he was shown. Refuses what ``place`` does, ``orders.draft_waits`` and, where a word is
    needed, ``orders.nobody_approves``.
    """
    try:
        if (known := _asked_before(contract, key)) is not None:
            return known
        return _ordered(contract, draft, key=key, actor=actor, at=at, note=note, expected=expected)
    except Refusal as refusal:
        if (known := _asked_before(contract, key)) is not None:  # the other press of the button was the first
            return known
        reasons = reasons_of(refusal)
        if not {reason.code for reason in reasons} <= rules.APPROVABLE:
            raise
    return _ask(contract, draft, reasons, key=key, actor=actor, at=at, note=note)


def _asked_before(contract: int, key: str) -> Asked | None:
    row = _sql.first("known_approval", contract=contract, key=key)
    return None if row is None else Asked(row.id, [], is_new=False)


@transaction.atomic
def _ordered(
    contract: int, draft: int, *, key: str, actor: int, at: datetime, note: str, expected: Decimal | None
) -> Placed:
    centre = Draft.objects.filter(pk=draft, contract_id=contract).values_list("cost_centre_id", flat=True).first()
    wished = _wished(contract, draft, at)
    placed = place(
        contract=contract,
        lines=wished.lines,
        key=key,
        actor=actor,
        at=at,
        note=note,
        centre=centre,
        expected=expected,
        draft=draft,
        wish=wished.wish,
    )
    if placed.is_new:
        _take_out(contract, draft, wished)
    return placed


@dataclass(frozen=True, slots=True)
class _Wished:
    """What is picked in a draft, how it is to come, and what of it can come so."""

    picked: Sequence[OrderLine]
    wish: Wish
    lines: Sequence[OrderLine]


def _wished(contract: int, draft: int, at: datetime) -> _Wished:
    """Refuses ``orders.nothing_in_time``."""
    picked = queries.picked_lines(contract=contract, draft=draft)
    said = Draft.objects.filter(pk=draft, contract_id=contract).values_list("wish", "wished_on").first()
    wish = Wish(When(said[0]), said[1]) if said else AS_IT_COMES
    if wish.by is None or not picked:
        return _Wished(picked, wish, picked)
    lines = lines_by(contract=contract, lines=picked, by=wish.by, at=at)
    if not lines:
        raise Refusal("orders.nothing_in_time", on=wish.by)
    return _Wished(picked, wish, lines)


def _take_out(contract: int, draft: int, wished: _Wished) -> None:
    """What was ordered leaves the tab; what could not be there by the day stays in it."""
    taken = {line.product: line.quantity for line in wished.lines}
    rest = {line.product: line.quantity - taken.get(line.product, _NOTHING) for line in wished.picked}
    if any(quantity > 0 for quantity in rest.values()):
        keep_rest(contract=contract, draft=draft, rest=rest)
    else:
        clear_draft(contract=contract, draft=draft)


@transaction.atomic
def _ask(
    contract: int, draft: int, reasons: Sequence[Refusal], *, key: str, actor: int, at: datetime, note: str
) -> Asked:
    """The draft waits from now on, in sight of the company: who approves has to see it."""
    standing = companies.standing(contract, actor, at)
    company = standing.contract.company
    approvers = companies.approvers(company, person=actor, named=standing.spending.approver)
    if not approvers:
        refuse_all([*reasons, Refusal("orders.nobody_approves")])
    known = locked_draft(contract, draft)
    lines = queries.draft_lines(contract=contract, draft=draft)
    total: Decimal = reasons[0].facts["total"]
    asked = Approval.objects.create(
        contract_id=contract,
        company_id=company,
        draft=draft,
        name=known.name,
        key=key,
        asked_by_id=actor,
        asked_at=at,
        total=total,
        lines=len(lines),
        note=note,
        cost_centre_id=known.cost_centre_id,
        why=[[reason.code, _kept(reason)] for reason in reasons],
    ).pk
    Draft.objects.filter(pk=draft).update(is_waiting=True, is_private=False)
    facts = {"contract": contract, "draft": known.name, "lines": len(lines), "total": total}
    facts["approvers"] = [one.user for one in approvers]
    _note("ask_approval", asked, company, facts, actor=actor, at=at)
    return Asked(asked, facts["approvers"], is_new=True)


def _kept(reason: Refusal) -> dict[str, str | int]:
    facts: dict[str, str | int] = orjson.loads(orjson.dumps(dict(reason.facts), default=str))
    return facts


def approve(*, contract: int, approval: int, actor: int, at: datetime, agreed: Decimal | None = None) -> Placed:
    """Place the order that a colleague asked for, at the prices of this moment.

    ``agreed`` is the total that the approver has seen (None: what was asked for); a higher one is refused
    (``orders.total_rose``). Once is enough: a second approval is the same order. Refuses ``orders.approval_unknown``,
    ``orders.approval_decided``, ``orders.approve_own``, ``orders.approver_is_another``, and what ``place`` refuses.
    """
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        asked = _locked(contract, approval)
        if asked.state == APPROVED:
            return Placed(asked.order, is_new=False)
        _require_word(asked, actor, at)
        wished = _wished(contract, asked.draft, at)
        placed = place(
            contract=contract,
            lines=wished.lines,
            wish=wished.wish,
            key=f"approval:{approval}",
            actor=actor,
            at=at,
            note=asked.note,
            centre=asked.centre,
            word=Word(asked.asked_by, asked.total if agreed is None else agreed),
            draft=asked.draft,
        )
        _decide(asked, APPROVED, actor=actor, at=at, order=placed.order)
        _take_out(contract, asked.draft, wished)
        facts = {"contract": contract, "order": placed.order, "asked_by": asked.asked_by}
        _note("approve", approval, asked.company, facts, actor=actor, at=at)
    return placed


@transaction.atomic
def decline(*, contract: int, approval: int, reason: str, actor: int, at: datetime) -> bool:
    """Say no, and why; the draft opens again. Whether this call has said it: a second one of the same person is none.

    Refuses ``input.required`` (no reason), ``input.too_long`` and what ``approve`` refuses.
    """
    reason = reason.strip()
    missing = [] if reason else [Refusal("input.required", field="reason")]
    refuse_all([*missing, *too_long(reason=(reason, 300))])
    asked = _locked(contract, approval)
    if (asked.state, asked.decided_by) == (DECLINED, actor):
        return False
    _require_word(asked, actor, at)
    _decide(asked, DECLINED, actor=actor, at=at, reason=reason)
    facts = {"contract": contract, "reason": reason, "asked_by": asked.asked_by, "total": asked.total}
    _note("decline", approval, asked.company, facts, actor=actor, at=at)
    return True


@transaction.atomic
def withdraw(*, contract: int, approval: int, actor: int, at: datetime) -> None:
    """Whoever asked takes the request back, or an administrator for him; the draft opens again. Twice is once.

    Refuses ``orders.approval_unknown``, ``orders.approval_decided``, ``companies.may_not``.
    """
    asked = _locked(contract, approval)
    if (asked.state, asked.decided_by) == (WITHDRAWN, actor):
        return
    if asked.state != WAITING:
        raise _decided(asked)
    if asked.asked_by != actor:
        refuse_all(companies.standing(contract, actor, at).objections("administer"))
    _decide(asked, WITHDRAWN, actor=actor, at=at)
    facts = {"contract": contract, "asked_by": asked.asked_by, "total": asked.total}
    _note("withdraw_approval", approval, asked.company, facts, actor=actor, at=at)


def _locked(contract: int, approval: int) -> Row:
    row = _sql.first("lock_approval", contract=contract, approval=approval)
    if row is None:
        raise Refusal("orders.approval_unknown", approval=approval)
    return row


def _require_word(asked: Row, actor: int, at: datetime) -> None:
    """It waits still, and the actor is one of those whose word it waits for."""
    if asked.state != WAITING:
        raise _decided(asked)
    if asked.asked_by == actor:
        raise Refusal("orders.approve_own")
    refuse_all(companies.standing(asked.contract, actor, at).objections("approve"))
    named = companies.standing(asked.contract, asked.asked_by, at).spending.approver
    able = companies.approvers(asked.company, person=asked.asked_by, named=named)
    if actor not in {one.user for one in able}:
        raise Refusal("orders.approver_is_another", names=[one.name for one in able])


def _decided(asked: Row) -> Refusal:
    return Refusal("orders.approval_decided", approval_state=asked.state)


def _decide(asked: Row, state: str, *, actor: int, at: datetime, reason: str = "", order: int | None = None) -> None:
    said = {"state": state, "decided_by_id": actor, "decided_at": at, "reason": reason, "order_id": order}
    Approval.objects.filter(pk=asked.id).update(**said)
    Draft.objects.filter(pk=asked.draft).update(is_waiting=False)


def _note(act: str, approval: int, company: int, facts: dict[str, object], *, actor: int, at: datetime) -> None:
    subject = f"orders.approval:{approval}"
    journal.record(act=f"orders.{act}", actor=actor, at=at, subject=subject, company=company, facts=facts)
