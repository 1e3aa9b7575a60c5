"""The UPD itself was wrong, not what left: it is issued anew, and the one before it stays in the archive (ADR 0038).

So is the VAT invoice of a seller who sends a delivery note and that instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.billing import queries, rules
from optom.domain.billing.queries import UpdRow
from optom.domain.billing.upd import Revision, UpdFacts, upd_items
from optom.domain.billing.vat_invoice import OF_THE_TRANSFER
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.documents import actions as documents
from optom.domain.documents import queries as archive
from optom.domain.journal import actions as journal
from optom.domain.shipping import queries as shipping
from optom.domain.shipping.queries import ShipmentRow

from .upds import UPD_KIND, VAT_INVOICE_KIND, facts_of, kind_of, said_by

_sql = statements("optom.domain.billing")
REVISION_KINDS = {UPD_KIND: "upd_revision", VAT_INVOICE_KIND: "vat_invoice_revision"}
# They may differ, and say nothing of the deal.
_OF_THE_ISSUE = {"form", "file_id", "made_on", "made_at", "revision", "lines"}


@dataclass(frozen=True, slots=True)
class Said:
    """What an UPD says of its shipment beyond the requisites of both sides."""

    consignee: str
    address: str
    contract_number: str
    contract_signed_on: date
    taken_by: str


def revise_upd(*, shipment: int, what: str, said: Said, actor: int | None, at: datetime) -> int:
    """The UPD anew with the present requisites of both sides and what is ``said``; ``what`` was wrong. Its paper.

    Goods, sums and VAT are those of the first: they are corrected by an UKD. Refuses `accounts.may_not`,
    `billing.what_missing`, `input.too_long`, `billing.upd_not_issued`, `billing.paper_lacks`,
    `billing.nothing_revised`, `credit.busy`.
    """
    accounts.require_desk(act="revise_upd", actor=actor)
    refuse_all(_objections(what, said))
    found = shipping.shipment(shipment)
    with refused_when_busy(Refusal("credit.busy", contract=found.contract)), transaction.atomic():
        credit.lock(found.contract)
        upd = next(iter(queries.upds([shipment])), None)
        if upd is None or upd.paper is None:
            raise Refusal("billing.upd_not_issued", shipment=shipment)
        facts = _facts(found, upd, said, at)
        lacks = rules.objections_to_upd(facts.seller, facts.signers, facts.buyer, facts.items)
        refuse_all(Refusal("billing.paper_lacks", **one.facts) for one in lacks)
        anew = said_by(found, facts, upd_items(facts))
        if _told(found, anew["payload"]) == _told(found, archive.payload(upd.paper)):
            raise Refusal("billing.nothing_revised")
        return _issue(found, upd, facts, anew, what=what.strip(), actor=actor, at=at)


def _objections(what: str, said: Said) -> list[Refusal]:
    missing = [] if what.strip() else [Refusal("billing.what_missing", field="what")]
    long = too_long(
        what=(what, 300),
        consignee=(said.consignee, 200),
        address=(said.address, 300),
        contract_number=(said.contract_number, 60),
        taken_by=(said.taken_by, 300),
    )
    return [*missing, *long]


def _facts(shipment: ShipmentRow, upd: UpdRow, said: Said, at: datetime) -> UpdFacts:
    return replace(
        facts_of(shipment, at),
        number=upd.number,
        consignee=said.consignee.strip(),
        address=said.address.strip(),
        contract_number=said.contract_number.strip(),
        contract_signed_on=said.contract_signed_on,
        taken_by=said.taken_by.strip(),
        revision=Revision(upd.revision + 1, business_day(at)),
    )


def _told(shipment: ShipmentRow, payload: Mapping[str, object]) -> dict[str, object]:
    """What the paper says of the deal; an invoice keeps more than it says."""
    silent = OF_THE_TRANSFER if kind_of(shipment) == VAT_INVOICE_KIND else frozenset[str]()
    return {name: value for name, value in payload.items() if name not in _OF_THE_ISSUE | silent}


def _issue(
    shipment: ShipmentRow,
    upd: UpdRow,
    facts: UpdFacts,
    anew: Mapping[str, Any],
    *,
    what: str,
    actor: int | None,
    at: datetime,
) -> int:
    """It has the number of the first; its place in the archive is one of a series of revisions."""
    assert facts.revision is not None  # noqa: S101 -- made with it
    kind = REVISION_KINDS[kind_of(shipment)]
    seller, year = companies.contract(shipment.contract).seller, facts.shipped_on.year
    paper = documents.issue(
        kind=kind,
        owner=seller,
        year=year,
        serial=documents.next_number(owner=seller, kind=kind, year=year),
        number=upd.number,
        at=at,
        company_id=shipment.company,
        contract_id=shipment.contract,
        subject=f"shipping.shipment:{shipment.id}",
        **anew,
    )
    said = {"upd": upd.id, "company": shipment.company, "number": facts.revision.number, "what": what}
    _sql.run("insert_revision", **said, paper=paper, on=facts.revision.on, actor=actor, at=at)
    told = {"contract": shipment.contract, "shipment": shipment.id, "number": upd.number, "note": what, "paper": paper}
    subject = f"shipment:{shipment.id}"
    journal.record(act="billing.revise_upd", actor=actor, at=at, subject=subject, company=shipment.company, facts=told)
    return paper
