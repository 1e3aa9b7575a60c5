"""Papers beside a shipment: TORG-12 for who asks for it, powers of attorney for who comes (ADR 0040)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.russian_dates import numbered
from optom.base.sql import statements
from optom.base.waiting import refused_when_busy
from optom.domain.billing import queries, rules
from optom.domain.billing.m2 import M2_TEMPLATE, M2Facts, m2_payload, m2_title
from optom.domain.billing.rules import M2, Bearer
from optom.domain.billing.torg12 import TORG12_TEMPLATE, torg12_payload, torg12_title
from optom.domain.billing.upd import upd_items
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import ContractRow
from optom.domain.companies.rules import TORG12
from optom.domain.credit import actions as credit
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import total_of
from optom.domain.journal import actions as journal
from optom.domain.shipping import actions as leaving
from optom.domain.shipping import queries as shipping
from optom.domain.shipping.queries import ShipmentRow
from optom.domain.shipping.rules import Authority

from .upds import facts_of

_sql = statements("optom.domain.billing")


def issue_torg12(*, shipment: int, actor: int | None, at: datetime) -> int:
    """The TORG-12 of what has left, of the day on which it did; the same one however often it is asked for.

    Its paper. Refuses `companies.may_not`, `billing.not_left`, `billing.marked_on_paper`, `credit.busy`.
    """
    found = shipping.shipment(shipment)
    with refused_when_busy(Refusal("credit.busy", contract=found.contract)), transaction.atomic():
        credit.lock(found.contract)
        if issued := issued_beside(shipment, TORG12, ""):
            return issued
        standing = companies.standing(found.contract, actor, at)
        refuse_all(standing.objections("papers"))
        if found.dispatched_at is None:
            raise Refusal("billing.not_left", shipment=shipment)
        refuse_all(queries.objections_to_torg12(found))
        return _torg12(found, standing.contract, actor=actor, at=at, left_at=found.dispatched_at)


def _torg12(shipment: ShipmentRow, contract: ContractRow, *, actor: int | None, at: datetime, left_at: datetime) -> int:
    """Numbers wait in line, so everything else is known before one is taken."""
    facts = facts_of(shipment, at, by_origin=False)
    items, year = upd_items(facts), facts.shipped_on.year
    serial = documents.next_number(owner=contract.seller, kind=TORG12, year=year)
    facts = replace(facts, number=str(serial))
    paper = documents.issue(
        kind=TORG12,
        owner=contract.seller,
        year=year,
        serial=serial,
        number=facts.number,
        title=torg12_title(facts),
        template=TORG12_TEMPLATE,
        payload=torg12_payload(facts, items),
        at=left_at,
        company_id=contract.company,
        contract_id=contract.id,
        subject=f"shipping.shipment:{shipment.id}",
    )
    note_beside(
        "billing.issue_torg12", shipment, paper, TORG12, facts.number, total=total_of(facts.items), actor=actor, at=at
    )
    return paper


def authorise(*, shipment: int, bearer: Bearer, key: str, actor: int | None, at: datetime) -> int:
    """A power of attorney M-2 for who takes the goods of a pick-up; the warehouse gives them to him by it.

    Numbered by company and year. The same ``key`` is the same paper, which is answered. Refuses what
    `shipping.name_taker` does, every objection to the bearer, `credit.busy`.
    """
    found, today = shipping.shipment(shipment), business_day(at)
    with refused_when_busy(Refusal("credit.busy", contract=found.contract)), transaction.atomic():
        credit.lock(found.contract)
        if issued := issued_beside(shipment, M2, key):
            return issued
        contract = companies.contract(found.contract)
        refuse_all(companies.standing(found.contract, actor, at).objections("papers"))
        refuse_all(rules.objections_to_bearer(bearer, today=today))
        facts = _m2_facts(found, contract, bearer, today)
        serial = documents.next_number(owner=contract.company, kind=M2, year=today.year)
        facts = replace(facts, number=str(serial))
        taker = Authority(bearer.name, number=facts.number, until=bearer.until)
        leaving.name_taker(shipment=shipment, authority=taker, actor=actor, at=at)
        return _m2(found, contract, facts, key=key, actor=actor, at=at)


def _m2_facts(shipment: ShipmentRow, contract: ContractRow, bearer: Bearer, today: date) -> M2Facts:
    lines = shipping.lines(shipment.id)
    orders = ", ".join(str(order) for order in sorted({line.order for line in lines}))
    basis = f"заказ № {orders}, отгрузка № {shipment.id}, договор {numbered(contract.number, contract.signed_on)}"
    return M2Facts(
        number="",
        issued_on=today,
        bearer=bearer,
        buyer=companies.company_requisites(contract.company),
        supplier=companies.party(companies.seller_requisites(contract.seller)).name,
        basis=basis,
        goods=[(f"{line.article} {line.name}", line.unit, line.okei, line.quantity) for line in lines],
    )


def _m2(
    shipment: ShipmentRow, contract: ContractRow, facts: M2Facts, *, key: str, actor: int | None, at: datetime
) -> int:
    paper = documents.issue(
        kind=M2,
        owner=contract.company,
        year=facts.issued_on.year,
        serial=int(facts.number),
        number=facts.number,
        title=m2_title(facts.number, facts.issued_on),
        template=M2_TEMPLATE,
        payload=m2_payload(facts),
        at=at,
        company_id=contract.company,
        contract_id=contract.id,
        subject=f"shipping.shipment:{shipment.id}",
    )
    note_beside("billing.issue_m2", shipment, paper, M2, facts.number, key=key, actor=actor, at=at)
    return paper


def issued_beside(shipment: int, kind: str, key: str) -> int | None:
    """The paper of this kind beside the shipment that was issued under the key."""
    found = (row.paper for row in queries.papers_of_shipment(shipment) if (row.kind, row.key) == (kind, key))
    return next(found, None)


def note_beside(
    act: str,
    shipment: ShipmentRow,
    paper: int,
    kind: str,
    number: str,
    *,
    actor: int | None,
    at: datetime,
    key: str = "",
    total: Decimal | None = None,
) -> None:
    """Write the paper down beside its shipment, and in the journal."""
    known = {"shipment": shipment.id, "paper": paper, "kind": kind, "number": number}
    _sql.run("add_paper", company=shipment.company, key=key, sum=total, **known)
    journal.record(
        act=act,
        actor=actor,
        at=at,
        subject=f"shipment:{shipment.id}",
        company=shipment.company,
        facts={"contract": shipment.contract, "number": number, "paper": paper},
    )
