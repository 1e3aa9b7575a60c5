"""What shows that goods were not as they should be: pictures and papers of a claim (ADR 0044)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import Attached
from optom.domain.shipping import queries

from .shared import head_of, note


def attach(*, shipment: int, files: Sequence[Attached], actor: int | None, at: datetime) -> None:
    """One more picture of what was found wrong, by the buyer.

    Refuses `companies.may_not`, `shipping.nothing_claimed`, `credit.busy` and what `keep` does.
    """
    contract = queries.shipment(shipment).contract
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        head = head_of(shipment, contract)
        standing = companies.standing(contract, actor, at)
        refuse_all([reason for reason in standing.objections("ship") if reason.code == "companies.may_not"])
        if not queries.discrepancies_of(shipment):
            raise Refusal("shipping.nothing_claimed", field="files")
        keep(shipment, head.company, files, actor=actor, at=at)
        facts = {"shipment": shipment, "files": len(files)}
        note("attach", f"shipment:{shipment}", head.company, facts, actor=actor, at=at)


def keep(shipment: int, company: int, files: Sequence[Attached], *, actor: int | None, at: datetime) -> None:
    """The files of the claim, each once. Refuses `documents.file_strange`, `documents.file_too_large`,
    `documents.files_enough`.
    """
    documents.attach(subject=queries.claim_of(shipment), company=company, files=files, actor=actor, at=at)
