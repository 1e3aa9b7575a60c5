"""All of a draft goes into another, and can be taken back for a day."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.orders.models import Draft

from .drafts import company_of, locked_draft, throw_away

_sql = statements("optom.domain.orders")
_KEPT = timedelta(days=1)


@transaction.atomic
def merge_drafts(*, contract: int, draft: int, target: int, at: datetime) -> str:
    """All of a draft goes into another of the same contract, and it closes: lines, of which equal goods add up, with
    their notes, open rows and those that were left out. A standing draft stays where it is, to be poured again.

    The key takes it back (``unmerge_drafts``). A constant number of statements. Refuses ``orders.draft_unknown``,
    ``orders.draft_waits``, ``orders.draft_into_itself``.
    """
    companies_of = {one: company_of(contract, one) for one in sorted({draft, target})}
    if draft == target:
        raise Refusal("orders.draft_into_itself", draft=draft)
    throw_away(Draft.objects.filter(contract_id=contract, poured_at__lt=at - _KEPT))
    key = uuid4().hex
    _sql.run("merge_drafts", draft=draft, target=target, company=companies_of[target], key=_key(draft, key))
    Draft.objects.filter(pk=draft, is_standing=False).update(poured_into=target, poured_at=at)
    return key


@transaction.atomic
def unmerge_drafts(*, contract: int, draft: int, target: int, key: str) -> None:
    """What the draft has brought into the other goes out again, and the draft is there as it was.

    Refuses ``orders.draft_unknown`` (the other was ordered or thrown away since), ``orders.draft_waits``.
    """
    company_of(contract, target)
    is_standing = Draft.objects.filter(pk=draft, contract_id=contract, is_standing=True, poured_into=None).exists()
    locked_draft(contract, draft, poured_into=None if is_standing else target)
    _sql.run("unmerge_drafts", draft=draft, target=target, key=_key(draft, key))
    Draft.objects.filter(pk=draft).update(poured_into=None, poured_at=None)


def _key(draft: int, key: str) -> str:
    """By which the blocks of one pouring are known; as long as their own numbers fit behind it."""
    return f"poured {draft} {key[:12]} "
