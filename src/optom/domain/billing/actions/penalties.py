"""The finance desk charges the penalty for delay that the terms of a contract have counted (ADR 0037)."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.billing import penalties
from optom.domain.billing.penalties import PENALTY_TEMPLATE, PenaltyFacts, penalty_payload, penalty_title
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import ContractRow
from optom.domain.credit import actions as credit
from optom.domain.documents import actions as documents
from optom.domain.journal import actions as journal

_sql = statements("optom.domain.billing")
PENALTY_KIND = "penalty_claim"


def charge_penalty(*, contract: int, actor: int | None, at: datetime) -> int:
    """What delay has cost until today and is not charged yet becomes a debt, due at once, with a paper: its number.

    Refuses `billing.no_penalty` where there is nothing to charge, `credit.busy`.
    """
    accounts.require_desk(act="charge_penalty", actor=actor)
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        facts = _facts(companies.contract(contract), at)
        if not facts.rows:
            raise Refusal("billing.no_penalty", contract=contract)
        return _charge(companies.contract(contract), facts, actor=actor, at=at)


def _facts(contract: ContractRow, at: datetime) -> PenaltyFacts:
    today = business_day(at)
    seller = companies.seller_requisites(contract.seller, currency=contract.currency)
    counted = penalties.penalties(contract=contract.id, on=today, at=at).all()
    return PenaltyFacts(
        number="",
        on=today,
        seller=companies.party(seller),
        bank=seller.bank,
        buyer=companies.party(companies.company_requisites(contract.company)),
        contract_number=contract.number,
        contract_signed_on=contract.signed_on,
        rows=[row for row in counted if row.rest],
        currency=contract.currency,
        director_post=seller.director_post,
        director=seller.director,
    )


def _charge(contract: ContractRow, facts: PenaltyFacts, *, actor: int | None, at: datetime) -> int:
    today, total = facts.on, sum((row.rest for row in facts.rows), Decimal(0))
    serial = documents.next_number(owner=contract.seller, kind=PENALTY_KIND, year=today.year)
    number = str(serial)
    title = penalty_title(number, today)
    paper = documents.issue(
        kind=PENALTY_KIND,
        owner=contract.seller,
        year=today.year,
        serial=serial,
        number=number,
        title=title,
        template=PENALTY_TEMPLATE,
        payload=penalty_payload(replace(facts, number=number)),
        at=at,
        company_id=contract.company,
        contract_id=contract.id,
        subject=f"contract:{contract.id}",
    )
    entry = credit.post(
        contract=contract.id,
        company=contract.company,
        kind="penalty",
        amount=total,
        on=today,
        due_on=today,
        title=title,
        subject="billing.penalty",
        paper=paper,
        at=at,
    )
    _sql.run(
        "charge_penalty",
        contract=contract.id,
        company=contract.company,
        paper=paper,
        entry=entry,
        number=number,
        on=today,
        sum=total,
        entries=[row.id for row in facts.rows],
        sums=[row.rest for row in facts.rows],
    )
    journal.record(
        act="billing.charge_penalty",
        actor=actor,
        at=at,
        subject=f"contract:{contract.id}",
        company=contract.company,
        facts={"contract": contract.id, "number": number, "sum": total, "paper": paper},
    )
    return paper
