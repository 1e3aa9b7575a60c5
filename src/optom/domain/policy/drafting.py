"""The policy that is being written: one draft of the firm, kept as it is typed, whether it fits already or not.

Until somebody changes it, it is the policy in force.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from optom.base.refusal import Refusal
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal

from . import proposals
from .document import Policy, as_json, from_json
from .models import Draft, Version
from .writing import kept

PARTS = ("names", "tables", "rules", "breaks", "roundings", "guards", "corridor", "cost", "four_eyes")


def change_draft(*, policy: Policy, expected: int, actor: int | None, at: datetime, reason: str = "") -> int:
    """The draft says this from now on, formulas that don't fit yet too; the number of its changes is answered.

    ``expected`` is the number that the writer has seen; ``reason`` is for the journal.
    Refuses `accounts.may_not`, `policy.draft_moved`.
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    with transaction.atomic():
        return _put(_locked(expected, at), policy, actor, at, reason)


def take_version(*, version: int, expected: int, actor: int | None, at: datetime) -> int:
    """The draft says what a version has said. Refuses as `change_draft` does, and `policy.version_unknown`."""
    accounts.require_desk(act="publish_prices", actor=actor)
    taken = Version.objects.filter(pk=version).first()
    if taken is None:
        raise Refusal("policy.version_unknown")
    with transaction.atomic():
        return _put(_locked(expected, at), from_json(taken.document), actor, at)


def drop_draft(*, expected: int, actor: int | None, at: datetime) -> int:
    """What was written is dropped: the draft is the policy in force again. Refuses as `change_draft` does."""
    accounts.require_desk(act="publish_prices", actor=actor)
    with transaction.atomic():
        draft, version = _locked(expected, at), proposals.in_force()
        journal.record(act="policy.drop_draft", actor=actor, at=at, subject="policy.draft", facts={})
        return _write(draft, as_json(from_json(version.document) if version else Policy()), version, actor, at)


def _put(draft: Draft, policy: Policy, actor: int | None, at: datetime, reason: str = "") -> int:
    """What changes nothing is no change."""
    targets, checked = proposals.targets(), proposals.checked(policy, at=at)
    document = as_json(kept(policy, checked.formulas, targets))
    before = as_json(from_json(draft.document))  # versions of before have fewer parts
    parts = [part for part in PARTS if document[part] != before[part]]
    if not parts:
        return draft.edits
    facts = {"parts": parts, "wrong": len(checked.wrong)} | ({"reason": reason} if reason else {})
    journal.record(act="policy.change_draft", actor=actor, at=at, subject="policy.draft", facts=facts)
    return _write(draft, document, draft.base, actor, at)


def _write(draft: Draft, document: dict[str, Any], base: Version | None, actor: int | None, at: datetime) -> int:
    draft.document, draft.base, draft.edits = document, base, draft.edits + 1
    draft.changed_at, draft.changed_by_id = at, actor
    draft.save()
    return draft.edits


def _locked(expected: int, at: datetime) -> Draft:
    """The draft that nobody else changes meanwhile, if it is still what the writer has seen."""
    version = proposals.in_force()
    first = {"document": as_json(from_json(version.document) if version else Policy()), "base": version}
    Draft.objects.get_or_create(pk=1, defaults={**first, "changed_at": at})
    draft = Draft.objects.select_for_update(of=("self",)).select_related("base").get(pk=1)
    if draft.edits != expected:
        by, when = Draft.objects.values_list("changed_by__name", "changed_at").get(pk=1)
        raise Refusal("policy.draft_moved", edits=draft.edits, by=by or "", changed_at=when)
    if is_untouched(draft):
        draft.document, draft.base = first["document"], version
    return draft


def is_untouched(draft: Draft) -> bool:
    """Whether it says what the policy on which it rests does."""
    base = from_json(draft.base.document) if draft.base else Policy()
    return from_json(draft.document) == base  # documents of before have fewer parts
