"""What left was not as it was written: both sides agree, and stock, ledger and papers follow at once (ADR 0038)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day, business_moment
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.billing import corrected, correcting, queries, rules
from optom.domain.billing.correcting import Answer, Change, Claimed, CorrectedLine, StandingLine
from optom.domain.billing.ukd import UKD_TEMPLATE, Original, UkdFacts, UkdItemText, ukd_items, ukd_payload, ukd_title
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import ContractRow
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.credit import rules as deferral
from optom.domain.documents import actions as documents
from optom.domain.documents import queries as archive
from optom.domain.journal import actions as journal
from optom.domain.shipping import queries as shipping
from optom.domain.shipping.queries import DISPATCHED, ShipmentRow
from optom.domain.stock import actions as stock

_sql = statements("optom.domain.billing")
_NOTHING = Decimal("0.00")
UKD_KIND = "ukd"


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What both sides have agreed on: whose shipment, which lines, why."""

    shipment: ShipmentRow
    contract: ContractRow
    lines: Sequence[CorrectedLine]
    reason: str
    key: str

    @property
    def sum(self) -> Decimal:
        return sum((one.sum for one in self.lines), _NOTHING)

    @property
    def vat(self) -> Decimal:
        return sum((one.vat for one in self.lines), _NOTHING)


def correct(
    *, shipment: int, changes: Mapping[int, Change], reason: str, key: str, actor: int | None, at: datetime
) -> int:
    """Quantities or prices of lines that left are otherwise, both sides agree; the number of the correction.

    Stock, debt and UKD follow in this transaction. The same ``key`` corrects once. Refuses `accounts.may_not`, those
    of `correcting.objections_to_changes`, `billing.upd_not_issued`, `billing.paper_lacks`, `stock.gone_is_held`,
    `credit.busy`.
    """
    accounts.require_desk(act="correct_shipment", actor=actor)
    found = _left(shipment)
    with refused_when_busy(Refusal("credit.busy", contract=found.contract)), transaction.atomic():
        credit.lock(found.contract)
        if known := _sql.first("known_correction", shipment=shipment, key=key):
            return int(known.id)
        lines = corrected.standing_lines(shipment)
        refuse_all(correcting.objections_to_changes(lines, changes, reason))
        agreed = _Agreed(found, companies.contract(found.contract), correcting.corrected(lines, changes), reason, key)
        correction = _correct(agreed, actor=actor, at=at)
        _move_goods(found, lines, changes, actor=actor, at=at)
    return correction


def answer_claim(
    *, shipment: int, answers: Mapping[int, Answer], reason: str, actor: int | None, at: datetime
) -> int | None:
    """All that the buyer found wrong is answered; what is agreed becomes a correction, whose number is told.

    None where nothing is agreed. Refuses `accounts.may_not`, those of `correcting.objections_to_answers`,
    `billing.marked_moved`, `billing.correction_wrong`, `billing.upd_not_issued`, `billing.paper_lacks`,
    `stock.gone_is_held`, `credit.busy`.
    """
    accounts.require_desk(act="answer_claim", actor=actor)
    found = _left(shipment)
    with refused_when_busy(Refusal("credit.busy", contract=found.contract)), transaction.atomic():
        credit.lock(found.contract)
        waiting = [row.claimed for row in corrected.claimed(shipment) if row.agreed is None]
        refuse_all(correcting.objections_to_answers(waiting, answers))
        lines = corrected.standing_lines(shipment)
        changes = correcting.changes_of(lines, waiting, answers)
        changed = correcting.corrected(lines, changes)
        refuse_all(
            [
                *correcting.objections_to_marked(lines, waiting, answers),
                *correcting.objections_to_rest(changed),
            ]
        )
        key = f"claim:{min(one.id for one in waiting)}"
        agreed = _Agreed(found, companies.contract(found.contract), changed, reason.strip() or _AGREED, key)
        correction = _correct(agreed, actor=actor, at=at) if changed else None
        _answer(agreed, waiting, answers, correction, actor=actor, at=at)
        _move_goods(found, lines, changes, actor=actor, at=at)
    return correction


_AGREED = "Расхождения при приёмке товара"


def _left(shipment: int) -> ShipmentRow:
    found = shipping.shipment(shipment)
    if found.state != DISPATCHED:
        raise Refusal("shipping.not_dispatched", shipment=shipment, state=found.state)
    return found


def _correct(agreed: _Agreed, *, actor: int | None, at: datetime) -> int:
    """Numbers wait in line, so everything else is known before one is taken."""
    number, paper = _paper(agreed, at=at)
    entry = _owe(agreed, number, paper, at=at)
    correction: int = _sql.value(
        "insert_correction",
        shipment=agreed.shipment.id,
        contract=agreed.contract.id,
        company=agreed.contract.company,
        seller=agreed.contract.seller,
        key=agreed.key,
        paper=paper,
        number=number,
        agreed_on=business_day(at),
        actor=actor,
        at=at,
        reason=agreed.reason.strip(),
        sum=agreed.sum,
        vat=agreed.vat,
        entry=entry,
        **_columns(agreed.lines),
    )
    facts = {"contract": agreed.contract.id, "shipment": agreed.shipment.id, "number": number, "sum": agreed.sum}
    _note("billing.correct", agreed, facts | {"correction": correction, "paper": paper}, actor=actor, at=at)
    return correction


def _columns(lines: Sequence[CorrectedLine]) -> dict[str, list[object]]:
    return {
        "lines": [one.line.line for one in lines],
        "percents": [one.line.rate.percent for one in lines],
        "before_quantities": [one.before.quantity for one in lines],
        "before_sums": [one.before.sum for one in lines],
        "before_vats": [one.before.vat for one in lines],
        "after_quantities": [one.after.quantity for one in lines],
        "after_sums": [one.after.sum for one in lines],
        "after_vats": [one.after.vat for one in lines],
        "backs": [one.back for one in lines],
    }


def _paper(agreed: _Agreed, *, at: datetime) -> tuple[str, int | None]:
    """Number and paper of the UKD; neither where the shipment went without an UPD."""
    if agreed.shipment.papers not in rules.FOLLOWED:
        return "", None
    upd = next(iter(queries.upds([agreed.shipment.id])), None)
    if upd is None or upd.paper is None:
        raise Refusal("billing.upd_not_issued", shipment=agreed.shipment.id)
    facts, items = _facts(agreed, upd.paper, at), ukd_items(agreed.lines)
    lacks = rules.objections_to_upd(facts.seller, facts.signers, facts.buyer, items=())
    refuse_all(Refusal("billing.paper_lacks", **one.facts) for one in lacks)
    return _issue(agreed, facts, items, at=at)


def _facts(agreed: _Agreed, upd: int, at: datetime) -> UkdFacts:
    contract, said = agreed.contract, archive.payload(upd)
    seller = companies.seller_requisites(contract.seller)
    return UkdFacts(
        correction_key=f"{agreed.shipment.id}:{agreed.key}",
        number="",
        agreed_on=business_day(at),
        made_at=business_moment(at),
        original=_original(said),
        shipped_by=said.get("shipped_by"),
        seller=seller,
        signers=companies.signers_of(seller),
        buyer=companies.company_requisites(contract.company),
        contract_number=contract.number,
        contract_signed_on=contract.signed_on,
        lines=agreed.lines,
        reason=agreed.reason.strip(),
        currency=contract.currency,
    )


def _original(said: Mapping[str, Any]) -> Original:
    """As the UPD says it of itself."""
    revision = said.get("revision") or {"number": "", "date": ""}
    return Original(said["number"], said["date"], revision["number"], revision["date"])


def _issue(agreed: _Agreed, facts: UkdFacts, items: list[UkdItemText], *, at: datetime) -> tuple[str, int]:
    year, seller = facts.agreed_on.year, agreed.contract.seller
    serial = documents.next_number(owner=seller, kind=UKD_KIND, year=year)
    numbered = replace(facts, number=str(serial))
    paper = documents.issue(
        kind=UKD_KIND,
        owner=seller,
        year=year,
        serial=serial,
        number=numbered.number,
        title=ukd_title(numbered.number, facts.agreed_on),
        template=UKD_TEMPLATE,
        payload=ukd_payload(numbered, items),
        at=at,
        company_id=agreed.contract.company,
        contract_id=agreed.contract.id,
        subject=f"shipping.shipment:{agreed.shipment.id}",
    )
    return numbered.number, paper


def _owe(agreed: _Agreed, number: str, paper: int | None, *, at: datetime) -> int | None:
    """What is owed more or less; less settles what was owed for these very goods first."""
    if not agreed.sum:
        return None
    day, subject = business_day(at), f"shipping.shipment:{agreed.shipment.id}"
    ledger = settlements.ledger(contract=agreed.contract.id)
    [left] = ledger.only(kind="dispatch", subject=subject).all()
    terms = companies.terms(agreed.contract.id, at)
    return credit.post(
        contract=agreed.contract.id,
        company=agreed.contract.company,
        kind="correction",
        amount=agreed.sum,
        on=day,
        due_on=deferral.due_on(day, terms.deferral_days, terms.deferral_kind) if agreed.sum > 0 else None,
        title=ukd_title(number, day) if number else f"Корректировка: {left.title}"[:200],
        subject=subject,
        paper=paper,
        at=at,
        first=left.id,
    )


def _move_goods(
    shipment: ShipmentRow,
    lines: Sequence[StandingLine],
    changes: Mapping[int, Change],
    *,
    actor: int | None,
    at: datetime,
) -> None:
    """Goods are locked last; some move where nothing else changes, when one was broken and one was too much."""
    changed = [line for line in lines if line.line in changes]
    parts = [stock.Amended(one.line, one.product, shipment.warehouse, changes[one.line].back) for one in changed]
    stock.amend(parts=parts, subject=f"shipping.shipment:{shipment.id}", actor=actor, at=at)


def _answer(
    agreed: _Agreed,
    waiting: Sequence[Claimed],
    answers: Mapping[int, Answer],
    correction: int | None,
    *,
    actor: int | None,
    at: datetime,
) -> None:
    said = [answers[one.id] for one in waiting]
    _sql.run(
        "insert_answers",
        company=agreed.contract.company,
        correction=correction,
        discrepancies=[one.id for one in waiting],
        agreed=[one.agreed for one in said],
        backs=[one.back for one in said],
        texts=[one.text.strip() for one in said],
        actor=actor,
        at=at,
    )
    facts = {"contract": agreed.contract.id, "shipment": agreed.shipment.id, "correction": correction}
    _note("billing.answer_claim", agreed, facts, actor=actor, at=at)


def _note(act: str, agreed: _Agreed, facts: Mapping[str, object], *, actor: int | None, at: datetime) -> None:
    subject = f"shipment:{agreed.shipment.id}"
    journal.record(act=act, actor=actor, at=at, subject=subject, company=agreed.contract.company, facts=facts)
