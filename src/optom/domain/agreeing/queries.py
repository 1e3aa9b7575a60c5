"""What is asked about terms by rules: what they say of a contract and why, proposals, who follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import orjson
from django.utils.timezone import get_default_timezone_name

from optom.base.business_day import business_day, day_begins_at
from optom.base.formula import Field, Step
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import fetch
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Policy, Rule, Turn

from . import compiling, evaluating, inputs
from .compiling import CheckedRule
from .evaluating import NO_DISCOUNT, OTHER_CURRENCY
from .exceptions import ExceptionRow, ending_soon, exceptions, kind_and_key, owners
from .inputs import quarter_of
from .models import Following, Proposal, Version

__all__ = [
    "NO_DISCOUNT",
    "OTHER_CURRENCY",
    "ExceptionRow",
    "ending_soon",
    "exceptions",
    "kind_and_key",
    "owners",
    "quarter_of",
]
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Written:
    """The rules as they were written last. ``version`` 0: nobody has; ``in_force``: the one adopted last."""

    policy: Policy
    version: int = 0
    in_force: int = 0
    changed_at: datetime | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal and what became of it; ``state``: waiting, approved, published, dropped, nothing (to change)."""

    id: int
    proposed_at: datetime
    version: int
    quarter_on: date | None
    proposed_by: str | None
    reason: str
    changes: int
    held: int
    approved_at: datetime | None
    approved_by: str | None
    begins_at: datetime | None
    applied_at: datetime | None
    overtaken: int
    dropped_at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A contract's terms before and after; columns by their codes, discounts in percent, ``rule`` from 1.

    ``known``: the values of the fields that the rule names. ``way``: column, more, less, held.
    """

    id: int
    contract: int
    company: str
    inn: str
    number: str
    seller: str
    held: str
    column_before: str
    discount_before: Decimal
    column: str
    discount: Decimal | None
    rule: int
    known: Mapping[str, str | None]
    way: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules in force say of a contract: rules in turn; of the one that holds its column (by its code; empty:
    as it is), the share it takes off step by step, and the discount in percent (None: it can't be told).

    ``column_now``, ``discount_now``: by which column (its id) less how many percent the contract buys now.
    """

    turns: Sequence[Turn]
    column_now: int
    discount_now: Decimal
    rule: int | None = None
    column: str = ""
    share: Step | None = None
    discount: Decimal | None = None
    is_as_now: bool = False


def _proposed_row(*columns: Any) -> ProposedRow:
    row = ProposedRow(*columns)
    return replace(row, known=orjson.loads(str(row.known)))


_PROPOSALS = Listing(
    __package__,
    "proposals_list",
    search=("proposed_by", "approved_by", "reason"),
    texts=("proposed_by", "approved_by", "reason"),
    nulls=("proposed_by", "approved_by", "begins_at", "applied_at", "quarter_on"),
    row=ProposalRow,
)
_PROPOSED = Listing(
    __package__,
    "proposed_list",
    search=("company", "inn", "number"),
    texts=("company", "number", "seller"),
    nulls=("discount",),
    order=("id",),
    row=_proposed_row,
)


def written() -> Written:
    """What stands on the page of the rules."""
    last = Version.objects.order_by("-pk").first()
    if last is None:
        return Written(Policy())
    return Written(policies.from_json(last.document), last.pk, in_force_key() or 0, last.made_at, written_by(last))


def policy_of(version: int) -> Policy:
    """What a version says. Refuses `policy.version_unknown`."""
    return policies.from_json(version_of(version).document)


def policy_in_force() -> Policy | None:
    """The rules by which terms are made now."""
    found = in_force()
    return policies.from_json(found.document) if found else None


def faults(policy: Policy, *, at: datetime) -> tuple[Refusal, ...]:
    """All that keeps the rules from being worked out, each at its ``part``, ``row`` and ``cell``."""
    return compiling.checked(policy, at=at).wrong


def in_language(policy: Policy, language: str, *, at: datetime) -> Policy:
    """The rules with their formulas in ``ru`` or ``en``; what can't be read stays as it was typed."""
    return policies.written(policy, compiling.checked(policy, at=at).formulas, language)


def fields(*, at: datetime) -> Sequence[Field]:
    """What formulas may name of a contract."""
    return tuple(one.field for one in inputs.known(at=at))


def proposals() -> Listed:
    """All proposals, the newest first."""
    return _PROPOSALS.of()


def proposal(key: int) -> ProposalRow | None:
    """One of them."""
    found: ProposalRow | None = _PROPOSALS.of().one(key)
    return found


def proposed(key: int) -> Listed:
    """The terms of a proposal."""
    return _PROPOSED.of(proposal=key)


def names_of_rules(key: int) -> list[str]:
    """How the rules of a proposal are called, in their order; empty where they have neither name nor reason."""
    rules = policies.from_json(Proposal.objects.select_related("version").get(pk=key).version.document).rules
    return [name_of_rule(rules, place) for place in range(1, len(rules) + 1)]


def name_of_rule(rules: Sequence[Rule], place: int) -> str:
    """The name of the rule at a place (from 1), else its reason."""
    rule = rules[place - 1]
    return rule.name or rule.reason


def needs_others_eyes(key: int, *, actor: int) -> bool:
    """Whether this person may not approve it because he has proposed it himself."""
    return is_own(Proposal.objects.select_related("version").get(pk=key), actor)


def waiting() -> int:
    """How many proposals wait to be looked at."""
    return Proposal.objects.filter(approved_at=None, dropped_at=None, changes__gt=0).count()


def follows(contract: int) -> bool:
    """Whether the contract's column and discount follow the rules."""
    return Following.objects.filter(contract_id=contract).exists()


def following() -> int:
    """How many contracts do."""
    return Following.objects.count()


def say(policy: Policy, *, contracts: Sequence[int], at: datetime) -> dict[int, Said]:
    """What the rules make of some contracts now, step by step; those without terms of prices are absent.

    Refuses what `compiling.compiled` does.
    """
    checked = compiling.compiled(policy, at=at, day=business_day(at))
    rows = fetch(evaluating.contracts(checked), bounds(contracts, at))
    return {row.contract_id: _said(checked, row) for row in rows}


def _said(checked: compiling.Compiled, row: Any) -> Said:
    named = compiling.used(checked.rules)
    known = {
        one.field.name: getattr(row, f"i{place}") for place, one in enumerate(checked.inputs) if one.field.name in named
    }
    turns = []
    for rule in checked.rules:
        turns.append(_turn(rule, known))
        if turns[-1].holds:
            return _ruled(rule, known, turns, row)
    return Said(turns, row.column_before, row.discount_before)


def _turn(rule: CheckedRule, known: Mapping[str, Any]) -> Turn:
    condition = rule.condition.explain(known) if rule.condition else None
    return Turn(rule.place, name_of_rule([rule.rule], 1), rule.rule.reason, condition)


def _ruled(rule: CheckedRule, known: Mapping[str, Any], turns: Sequence[Turn], row: Any) -> Said:
    share = rule.discount.explain(known) if rule.discount else None
    discount = percent(share.value if share else Decimal(0))
    column = rule.column.id if rule.column else row.column_before
    now = (row.column_before, row.discount_before)
    return Said(
        turns, *now, rule.place, rule.column.code if rule.column else "", share, discount, (column, discount) == now
    )


def percent(share: object) -> Decimal | None:
    """The discount in percent of a share; None where it would leave nothing to pay, or more than double the price."""
    if not isinstance(share, Decimal) or share < -1:
        return None
    rounded = (share * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return rounded if rounded < 100 else None  # noqa: PLR2004 -- per cent


def bounds(contracts: Sequence[int] | None, at: datetime) -> dict[str, Any]:
    """What the statements of `evaluating` are bound by."""
    since = inputs.counted_since(business_day(at))
    return {
        "contracts": None if contracts is None else list(contracts),
        "since": since,
        "since_at": day_begins_at(since),
        "zone": get_default_timezone_name(),
    }


def version_of(key: int) -> Version:
    """Refuses `policy.version_unknown`."""
    found = Version.objects.filter(pk=key).first()
    if found is None:
        raise Refusal("policy.version_unknown")
    return found


def in_force() -> Version | None:
    """The version adopted last."""
    return Version.objects.filter(adopted_at__isnull=False).order_by("-adopted_at", "-pk").first()


def in_force_key() -> int | None:
    """Its key."""
    found = in_force()
    return found.pk if found else None


def is_own(proposal: Proposal, actor: int | None) -> bool:
    """Whether who has proposed it would approve it himself, where the rules in force ask for four eyes: new ones can't
    set their author free.
    """
    judge = in_force() or proposal.version
    return actor is not None and actor == proposal.proposed_by_id and policies.from_json(judge.document).four_eyes


def written_by(version: Version) -> str:
    """Who has written it."""
    return Version.objects.values_list("made_by__name", flat=True).get(pk=version.pk) or ""
