"""What is asked about the policy, its publications, and why a price is what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from optom.base.formula import Field
from optom.base.refusal import Refusal
from optom.base.sql import fetch

from . import evaluating, inputs, proposals
from .comparing import Change, compare
from .compiling import OF_PRICE, Target
from .document import Guard, Named, Policy, Rounding, Rule, Rung, Table, from_json
from .drafting import is_untouched
from .explaining import Answer, Explained, explain
from .models import Draft, Publication, Version
from .text import from_text, to_text
from .writing import written

__all__ = [
    "Answer",
    "Change",
    "Explained",
    "Guard",
    "Named",
    "Policy",
    "Rounding",
    "Rule",
    "Rung",
    "Table",
    "Target",
    "compare",
    "from_text",
    "to_text",
]
MOST_VERSIONS = 200


@dataclass(frozen=True, slots=True)
class DraftNow:
    """What is being written. ``edits`` counts its changes; ``base``: the version on which it rests.

    ``is_behind``: another version has come into force since it was begun.
    """

    policy: Policy
    edits: int
    base: int | None
    is_changed: bool = False
    is_behind: bool = False
    changed_at: datetime | None = None
    changed_by: str = ""


def draft() -> DraftNow:
    """The draft; as long as nobody has changed it, the policy in force."""
    found = Draft.objects.select_related("base").filter(pk=1).first()
    version = proposals.in_force()
    in_force = version.document if version else None
    if found is None or is_untouched(found) or found.document == in_force:
        edits = found.edits if found else 0
        return DraftNow(policy_in_force(), edits, version.pk if version else None)
    return DraftNow(
        from_json(found.document),
        found.edits,
        found.base_id,
        is_changed=True,
        is_behind=version != found.base,
        changed_at=found.changed_at,
        changed_by=Draft.objects.values_list("changed_by__name", flat=True).get(pk=1) or "",
    )


def faults(policy: Policy) -> tuple[Refusal, ...]:
    """All that keeps the policy from being worked out, each at its ``part``, ``row`` and ``cell``."""
    return proposals.checked(policy).wrong


def in_language(policy: Policy, language: str) -> Policy:
    """The policy with its formulas in ``ru`` or ``en``; what can't be read stays as it was typed."""
    return written(policy, proposals.checked(policy).formulas, language)


def fields(*, of_price: bool) -> Sequence[Field]:
    """What formulas may name of a product; ``of_price``: of a price, in roundings, guards and the corridor."""
    return tuple(Field(*one) for one in OF_PRICE) if of_price else tuple(inputs.FIELDS)


def columns() -> list[Target]:
    """The columns of prices for which rules may stand."""
    return proposals.targets()


def policy_in_force() -> Policy:
    """The policy by which prices are made now; an empty one as long as none was published."""
    version = proposals.in_force()
    return from_json(version.document) if version else Policy()


def why(*, policy: Policy, product: int, at: datetime) -> Explained | None:
    """How the policy makes the prices of a product now, step by step; None: it is no product that is sold.

    Refuses what `compiling.compile_policy` does.
    """
    checked = proposals.compiled(policy, at=at)
    rows = fetch(evaluating.inputs(checked, inputs.JOINS), {"products": [product]})
    return explain(checked, rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version: who has made it, when and why; since when it is or was in force."""

    id: int
    made_at: datetime
    made_by: str
    reason: str
    adopted_at: datetime | None


def versions(*, most: int = MOST_VERSIONS) -> list[VersionRow]:
    """The last versions, the newest first."""
    found = Version.objects.order_by("-pk").values_list("pk", "made_at", "made_by__name", "reason", "adopted_at")
    return [VersionRow(key, made_at, by or "", reason, adopted) for key, made_at, by, reason, adopted in found[:most]]


def moved_and_held(publication: int) -> tuple[int, int]:
    """How many prices a publication moves, how many are held back."""
    return Publication.objects.values_list("prices", "held").get(pk=publication)


def policy_of(version: int) -> Policy | None:
    """What a version says; None where there is none."""
    found = Version.objects.filter(pk=version).first()
    return from_json(found.document) if found else None
