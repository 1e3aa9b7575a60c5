"""VAT invoices for advances issue themselves, and what eats an advance is written down (ADR 0037)."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day, business_moment, day_begins_at
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.base.tax import VatRate
from optom.base.waiting import refused_when_busy
from optom.domain.billing import rules
from optom.domain.billing.upd import PaidAhead
from optom.domain.billing.vat_invoice import VAT_INVOICE_TEMPLATE, AdvanceFacts, advance_payload, advance_title
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import ContractRow
from optom.domain.credit import actions as credit
from optom.domain.documents import actions as documents
from optom.domain.journal import actions as journal

_sql = statements("optom.domain.billing")
_log = logging.getLogger(__name__)
ADVANCE_KIND = "advance_invoice"
_ENDED = timedelta(minutes=1)  # acts that began before a moment have ended by then: they wait for locks for seconds
_BACK = timedelta(days=92)  # what lay idle longer has its invoice


def issue_advances(*, at: datetime) -> None:
    """All advances of all contracts that have fallen due get their invoices, or wait for what they lack."""
    due = {one.contract for one, _moment in _fallen_due(None, at - _ENDED)}
    due.update(row.contract for row in _sql.rows("waiting_advances", contract=None))
    for contract in sorted(due):
        try:
            issue_advances_of(contract=contract, at=at)
        except Refusal:
            _log.info("advances of contract %s wait: it is busy", contract)


def issue_advances_of(*, contract: int, at: datetime) -> None:
    """Those of one contract, each once. Refuses `credit.busy`."""
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        _issue_due(contract, until=at - _ENDED, at=at)


def offset_advances(*, at: datetime) -> None:
    """What has gone of advances of all contracts, or has come back, is written where it is not yet."""
    for row in _sql.rows("contracts_to_offset", at=at):
        try:
            settle_advances(contract=row.contract, at=at)
        except Refusal:
            _log.info("advances of contract %s are not compared: it is busy", row.contract)


def settle_advances(*, contract: int, at: datetime) -> None:
    """Invoices for advances of a contract that are due, then what of them has gone where. Refuses `credit.busy`."""
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        _issue_due(contract, until=at, at=at)
        _write_offsets(contract, at)


def _fallen_due(contract: int | None, until: datetime) -> list[tuple[Any, datetime]]:
    """Payments with the moment at which what lay idle of them fell due; those that were entered later, then."""
    rows = _sql.rows("idle_payments", contract=contract, since=business_day(until - _BACK))
    due = [(one, max(day_begins_at(rules.advance_due_on(one.advances, one.on)), one.entered_at)) for one in rows]
    return [(one, moment) for one, moment in due if moment <= until]


def _issue_due(contract: int, *, until: datetime, at: datetime) -> None:
    _note(contract, until)
    waiting = _sql.rows("waiting_advances", contract=contract)
    if not waiting:
        return
    found = companies.contract(contract)
    facts = _facts(found, waiting[0], at)
    if rules.objections_to_upd(facts.seller, facts.signers, facts.buyer, items=()):
        return
    for one in waiting:
        _issue(found, one, _of(facts, one), at=at)


def _note(contract: int, until: datetime) -> None:
    """What is due is written down with its sum and rate: each is of its own moment whenever it is issued."""
    due = _fallen_due(contract, until)
    if not due:
        return
    payments, moments = [one.payment for one, _moment in due], [moment for _one, moment in due]
    rates = _rates(contract, [business_day(moment) for moment in moments])
    lain = _sql.rows("idle_then", payments=payments, moments=moments)
    taxed = [(one, rates[business_day(one.due_at)]) for one in lain]
    idle = [(one, rate) for one, rate in taxed if rate.inside(one.idle)]  # a few kopecks have no tax, nor an invoice
    if not idle:
        return
    _sql.run(
        "note_advances",
        contract=contract,
        payments=[one.payment for one, _rate in idle],
        moments=[one.due_at for one, _rate in idle],
        days=[business_day(one.due_at) for one, _rate in idle],
        sums=[one.idle for one, _rate in idle],
        vats=[rate.inside(one.idle) for one, rate in idle],
        percents=[rate.percent for _one, rate in idle],
    )


def _rates(contract: int, days: Sequence[date]) -> dict[date, VatRate]:
    """By the day on which an advance fell due."""
    ordered = _sql.one("ordered_rate", contract=contract)
    common = _sql.rows("advance_rates", contract=contract, days=days)
    return {row.on: rules.advance_rate(ordered.percent, row.percent, has_ordered=bool(ordered.lines)) for row in common}


def _facts(contract: ContractRow, due: Any, at: datetime) -> AdvanceFacts:
    """What all advances of a contract have in common, as said of one of them."""
    seller = companies.seller_requisites(contract.seller, currency=contract.currency)
    return AdvanceFacts(
        payment=due.id,
        number="",
        due_on=due.on,
        made_at=business_moment(at),
        seller=seller,
        signers=companies.signers_of(seller),
        bank=seller.bank,
        buyer=companies.company_requisites(contract.company),
        contract_number=contract.number,
        contract_signed_on=contract.signed_on,
        paid=PaidAhead(number=due.payment_number, on=due.paid_on, amount=due.sum),
        sum=due.sum,
        vat=due.vat,
        rate=VatRate(due.vat_percent),
        currency=contract.currency,
    )


def _of(facts: AdvanceFacts, due: Any) -> AdvanceFacts:
    """The same of another one."""
    paid = PaidAhead(number=due.payment_number, on=due.paid_on, amount=due.sum)
    said = {"sum": due.sum, "vat": due.vat, "rate": VatRate(due.vat_percent)}
    return replace(facts, payment=due.id, due_on=due.on, paid=paid, **said)


def _issue(contract: ContractRow, due: Any, facts: AdvanceFacts, *, at: datetime) -> None:
    """Of the day on which it fell due, whenever the facts were there."""
    year = facts.due_on.year
    serial = documents.next_number(owner=contract.seller, kind=ADVANCE_KIND, year=year)
    number = f"А-{serial}"
    paper = documents.issue(
        kind=ADVANCE_KIND,
        owner=contract.seller,
        year=year,
        serial=serial,
        number=number,
        title=advance_title(number, facts.due_on),
        template=VAT_INVOICE_TEMPLATE,
        payload=advance_payload(replace(facts, number=number)),
        at=due.due_at,
        company_id=contract.company,
        contract_id=contract.id,
        subject=f"billing.advance:{due.id}",
    )
    _sql.run("issued_advance", invoice=due.id, paper=paper, number=number, at=at)
    journal.record(
        act="billing.issue_advance",
        actor=None,
        at=at,
        subject=f"advance:{due.id}",
        company=contract.company,
        facts={"contract": contract.id, "number": number, "sum": due.sum, "paper": paper},
    )


def _write_offsets(contract: int, at: datetime) -> None:
    rows = _sql.rows("offsets_to_write", contract=contract, at=at)
    if not rows:
        return
    gone = [rules.Gone(one.invoice, one.entry, one.amount, VatRate(one.percent), one.written) for one in rows]
    _sql.run(
        "write_offsets",
        invoices=[one.invoice for one in gone],
        entries=[one.entry for one in gone],
        amounts=[one.amount for one in gone],
        vats=rules.vat_of_gone(gone),
        at=at,
    )
