"""Ask for goods, pick them, send them. Every act locks the contract's account first (docs/locking.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.accounts import queries as persons
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.credit import rules as deferral
from optom.domain.documents.rules import Language
from optom.domain.journal import actions as journal
from optom.domain.orders import actions as orders
from optom.domain.stock import actions as stock

from . import queries, rules
from .notes import issue_delivery_note
from .queries import CANCELLED, DISPATCHED, REQUESTED, Verdict
from .rules import AskedLine, DispatchedLine, Part, Taken

_sql = statements(__package__)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What a dispatch has come to: the sum with VAT, the delivery note and the settlement entry."""

    shipment: int
    sum: Decimal
    paper: int
    entry: int


def preview(
    *,
    contract: int,
    lines: Sequence[tuple[int, Decimal]],
    address: int | None,
    actor: int | None,
    at: datetime,
) -> Verdict:
    """What `request` would say now; nothing is locked or changed."""
    return queries.verdict(contract=contract, lines=lines, address=address, actor=actor, at=at)


def request(
    *,
    contract: int,
    lines: Sequence[tuple[int, Decimal]],
    address: int | None,
    authority: str,
    key: str,
    actor: int | None,
    at: datetime,
) -> list[int]:
    """Ask to ship so much of each held order line to ``address`` (None: pick-up); a shipment for each warehouse.

    All or nothing. The same ``key`` is the same request. Refuses every reason of `queries.verdict`, `credit.busy`.
    """
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        if known := queries.shipments_with(contract=contract, key=key):
            return known
        verdict = queries.verdict(contract=contract, lines=lines, address=address, actor=actor, at=at)
        refuse_all([*verdict.reasons, *too_long(authority=(authority, 200))])
        orders.request(contract=contract, quantities=rules.merged(lines))
        shipments = _insert(
            verdict.parts,
            contract=contract,
            company=verdict.company,
            address=address,
            authority=authority,
            key=key,
            actor=actor,
            at=at,
        )
        credit.change(contract=contract, committed=verdict.sum)
        for_journal = {"contract": contract, "shipments": shipments, "sum": verdict.sum, "lines": len(verdict.parts)}
        _note("request", f"contract:{contract}", verdict.company, for_journal, actor=actor, at=at, event="requested")
        return shipments


def start_picking(*, shipment: int, actor: int | None, at: datetime) -> None:
    """The warehouse begins; the buyer can't take the request back any more. Refuses `shipping.not_requested`."""
    accounts.require_desk(act="pick", actor=actor)
    with transaction.atomic():
        row = _sql.first("start_picking", shipment=shipment)
        if row is None:
            raise Refusal("shipping.not_requested", shipment=shipment, state=queries.shipment(shipment).state)
        _note("start_picking", f"shipment:{shipment}", row.company, {}, actor=actor, at=at)


def dispatch(
    *,
    shipment: int,
    actor: int | None,
    at: datetime,
    picked: Mapping[int, Decimal] | None = None,
    language: Language = "ru",
) -> Dispatched:
    """The picked goods leave: stock, order lines, delivery note, debt with its due date, in one transaction.

    ``picked`` has a quantity for every order line of the shipment (None: all that was asked). What was asked and not
    picked stays held or is given back, by the contract's terms. Refuses `shipping.already_dispatched`,
    `shipping.is_cancelled`, `shipping.line_unknown`, `shipping.not_counted`, `shipping.more_than_asked`,
    `shipping.nothing_picked`, `credit.busy`.
    """
    accounts.require_desk(act="dispatch", actor=actor)
    contract = queries.shipment(shipment).contract
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        head = _locked(shipment, contract)
        asked = _asked_lines(shipment)
        counted = rules.counted(asked, picked)
        refuse_all(rules.objections_to_picked(asked, counted))
        left = [rules.dispatched(line, counted[line.line]) for line in asked]
        standing = companies.standing(contract, actor, at)
        paper, title = issue_delivery_note(  # before the stock, which is locked last
            shipment=queries.shipment(shipment),
            contract=standing.contract,
            dispatched={line.line: line for line in left},
            released_by=persons.person(actor).name if actor else "",
            language=language,
            at=at,
        )
        _take(head, left, at=at, release_rest=standing.terms.undispatched == "release")
        entry = _owe(head, left, standing.terms, paper=paper, title=title, at=at)
        return _finish(head, left, paper=paper, entry=entry, actor=actor, at=at)


def cancel(*, shipment: int, actor: int | None, at: datetime) -> None:
    """The request is taken back, by the buyer before picking began, by the warehouse before the goods leave.

    The goods stay held for the order. Refuses `shipping.already_dispatched`, `shipping.is_cancelled`,
    `shipping.picking_has_begun`, `companies.may_not`, `credit.busy`.
    """
    contract = queries.shipment(shipment).contract
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        head = _locked(shipment, contract)
        standing = companies.standing(contract, actor, at)
        refuse_all([reason for reason in standing.objections("ship") if reason.code == "companies.may_not"])
        if head.state != REQUESTED and not (standing.is_staff or standing.is_program):
            raise Refusal("shipping.picking_has_begun", shipment=shipment)
        asked = _asked_lines(shipment)
        orders.unrequest(contract=contract, quantities={line.line: line.quantity for line in asked})
        _sql.run("cancel", shipment=shipment)
        credit.change(contract=contract, committed=-head.sum)
        _note("cancel", f"shipment:{shipment}", head.company, {"sum": head.sum}, actor=actor, at=at, event="cancelled")


def _insert(
    parts: Sequence[Part],
    *,
    contract: int,
    company: int,
    address: int | None,
    authority: str,
    key: str,
    actor: int | None,
    at: datetime,
) -> list[int]:
    warehouses = list(dict.fromkeys(part.warehouse for part in parts))
    totals = [sum((part.sum for part in parts if part.warehouse == place), _NOTHING) for place in warehouses]
    rows = _sql.rows(
        "insert",
        contract=contract,
        company=company,
        address=address,
        authority=authority[:200],
        key=key,
        actor=actor,
        at=at,
        warehouses=warehouses,
        totals=totals,
        lines=[part.line for part in parts],
        products=[part.product for part in parts],
        line_warehouses=[part.warehouse for part in parts],
        quantities=[part.quantity for part in parts],
        sums=[part.sum for part in parts],
        vats=[part.vat for part in parts],
    )
    return [row.id for row in rows]


def _locked(shipment: int, contract: int) -> Row:
    """The account, then the shipment, which must be under way still."""
    credit.lock(contract)
    head = _sql.one("lock_shipment", shipment=shipment)
    if head.state == DISPATCHED:
        raise Refusal("shipping.already_dispatched", shipment=shipment, at=head.dispatched_at)
    if head.state == CANCELLED:
        raise Refusal("shipping.is_cancelled", shipment=shipment)
    return head


def _asked_lines(shipment: int) -> list[AskedLine]:
    return [
        AskedLine(
            line=row.line,
            article=row.article,
            quantity=row.quantity,
            sum=row.sum,
            vat=row.vat,
            ordered=row.ordered,
            ordered_sum=row.ordered_sum,
            ordered_vat=row.ordered_vat,
            others=Taken(row.taken, row.taken_sum, row.taken_vat),
        )
        for row in _sql.rows("asked_lines", shipment=shipment)
    ]


def _take(head: Row, left: Sequence[DispatchedLine], *, at: datetime, release_rest: bool) -> None:
    """The goods leave the stock, the order lines follow."""
    gone = [stock.Taken(line.line, head.warehouse, line.quantity) for line in left if line.quantity]
    stock.take(lines=gone, at=at, subject=f"shipment:{head.id}")
    shipped = [orders.Shipped(line=line.line, asked=line.asked, shipped=line.quantity) for line in left]
    orders.ship(contract=head.contract, lines=shipped, release_rest=release_rest)


def _owe(
    head: Row,
    left: Sequence[DispatchedLine],
    terms: companies.TermsRow,
    *,
    paper: int,
    title: str,
    at: datetime,
) -> int:
    """The commitment becomes a debt, to be paid by the terms of the day on which the goods left."""
    day = business_day(at)
    credit.change(contract=head.contract, committed=-head.sum)
    return credit.post(
        contract=head.contract,
        company=head.company,
        kind="dispatch",
        amount=_total(left),
        on=day,
        due_on=deferral.due_on(day, terms.deferral_days, terms.deferral_kind),
        title=title,
        subject=f"shipping.shipment:{head.id}",
        paper=paper,
        at=at,
    )


def _finish(
    head: Row,
    left: Sequence[DispatchedLine],
    *,
    paper: int,
    entry: int,
    actor: int | None,
    at: datetime,
) -> Dispatched:
    total = _total(left)
    _sql.run(
        "dispatched",
        shipment=head.id,
        at=at,
        total=total,
        paper=paper,
        lines=[line.line for line in left],
        quantities=[line.quantity for line in left],
        sums=[line.sum for line in left],
        vats=[line.vat for line in left],
    )
    short = sum(1 for line in left if line.quantity < line.asked)
    facts = {"contract": head.contract, "shipment": head.id, "sum": total, "paper": paper, "short_lines": short}
    _note("dispatch", f"shipment:{head.id}", head.company, facts, actor=actor, at=at, event="dispatched")
    return Dispatched(head.id, total, paper, entry)


def _total(left: Sequence[DispatchedLine]) -> Decimal:
    return sum((line.sum for line in left), _NOTHING)


def _note(
    act: str,
    subject: str,
    company: int,
    facts: Mapping[str, Any],
    *,
    actor: int | None,
    at: datetime,
    event: str = "",
) -> None:
    announce = [(f"shipping.{event}", facts)] if event else []
    journal.record(
        act=f"shipping.{act}", actor=actor, at=at, subject=subject, company=company, facts=facts, announce=announce
    )
