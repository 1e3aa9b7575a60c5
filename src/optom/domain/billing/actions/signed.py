"""A paper as both sides have signed it, archived beside what was issued."""

from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.domain.companies import queries as companies
from optom.domain.documents import actions as documents
from optom.domain.documents import queries as archive
from optom.domain.journal import actions as journal


def archive_signed_copy(*, paper: int, content: bytes, actor: int | None, at: datetime) -> int:
    """Keep the scanned copy; its id. By the buyer, or by the firm.

    Refuses `documents.no_such_paper`, `companies.may_not`, `documents.copy_too_large`, `documents.copy_strange`.
    """
    of = archive.paper(paper)
    if of.contract_id is None:
        raise Refusal("documents.no_such_paper", paper=paper)
    refuse_all(companies.standing(of.contract_id, actor, at).objections("papers"))
    with transaction.atomic():
        copy = documents.add_signed_copy(paper=paper, content=content, actor=actor, at=at)
        journal.record(
            act="billing.archive_signed_copy",
            actor=actor,
            at=at,
            subject=f"paper:{paper}",
            company=of.company_id,
            facts={"number": of.number, "paper": paper, "kind": of.kind},
        )
    return copy
