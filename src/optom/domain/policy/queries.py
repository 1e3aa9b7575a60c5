"""What is asked about the policy, its publications, and why a price is what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from optom.base.formula import Field, Step
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import fetch, statements

from . import evaluating, inputs, proposals
from .breaks_explained import BreakAnswer
from .comparing import Change, compare
from .compiling import OF_PRICE, Target
from .document import BreakRule, Guard, Named, Policy, Rounding, Rule, Rung, Table, as_json, from_json
from .drafting import is_untouched
from .explaining import Answer, Explained, explain
from .judging import BLANK, OF_BREAKS, OF_HELD
from .margins import MarginRow, PointRow, WorthRow, margins, points, worth
from .margins import between as between_margins
from .models import Draft, Publication, Version
from .origins import Origin, origin, promised_until
from .proposals import STEPS
from .standing import Of, StandingPartRow, StandingRow, Which, standing, standing_parts
from .text import from_text, to_text
from .writing import kept, written

__all__ = [
    "BLANK",
    "OF_BREAKS",
    "OF_HELD",
    "Answer",
    "BreakAnswer",
    "BreakRule",
    "Change",
    "Explained",
    "Guard",
    "MarginRow",
    "Named",
    "Of",
    "Origin",
    "PointRow",
    "Policy",
    "Rounding",
    "Rule",
    "Rung",
    "StandingPartRow",
    "StandingRow",
    "Table",
    "Target",
    "Turn",
    "Which",
    "WorthRow",
    "as_json",
    "between_margins",
    "compare",
    "from_json",
    "from_text",
    "margins",
    "origin",
    "points",
    "promised_until",
    "standing",
    "standing_parts",
    "to_text",
    "worth",
    "written",
]
_sql = statements(__package__)
MOST_VERSIONS = 200
_TO_COME = frozenset({"working", "waiting", "approved"})


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """A publication and what became of it; ``state``: working, failed, waiting, approved, published, dropped.

    While the worker is at it: since when (``begun_at``), since when its prices stand and are counted (``priced_at``).
    """

    id: int
    proposed_at: datetime
    version: int | None
    restores: datetime | None
    is_automatic: bool
    proposed_by: str | None
    prices: int
    dearer: int
    cheaper: int
    held: int
    failure: str
    approved_at: datetime | None
    approved_by: str | None
    begins_at: datetime | None
    published_at: datetime | None
    overtaken: int
    dropped_at: datetime | None
    begun_at: datetime | None
    priced_at: datetime | None
    tries: int
    state: str


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A price of a publication; ``change`` in percent, ``rule`` and ``guard`` by their places in the policy.

    Of a break ``from_quantity`` says from how many on, and ``rule`` counts rows of breaks above `OF_BREAKS`.

    ``way``: new, withdrawn, dearer, cheaper.
    """

    id: int
    product: int
    article: str
    name: str
    brand: str | None
    group: str | None
    column: str
    column_id: int
    column_name: str
    currency: str
    from_quantity: Decimal | None
    before: Decimal | None
    amount: Decimal | None
    change: Decimal | None
    rule: int | None
    guard: int | None
    way: str
    group_id: int | None
    brand_id: int | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """What a publication moves in one part of it: ``key`` is the part, ``moved`` the percent on an average.

    Of steps ``key`` counts them (`between`); None: what has no price before or after.
    """

    key: int | None
    name: str | None
    column: int | None
    column_name: str | None
    prices: int
    dearer: int
    cheaper: int
    held: int
    moved: Decimal | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A rule that was looked at in its turn (its ``name`` may be empty), and its condition step by step; without one it
    holds.
    """

    place: int
    name: str
    reason: str
    condition: Step | None

    @property
    def holds(self) -> bool:
        """Whether it is the rule that is taken."""
        return self.condition is None or bool(self.condition.value)


@dataclass(frozen=True, slots=True)
class Derived:
    """How a price came about: rules in turn, what the one that holds gives, the rounding.

    ``names``: the steps of named formulas, and of the columns of which others are made. Of a break also from how many
    on (``counted``), and whether it is lower than the price before it.
    """

    turns: Sequence[Turn]
    price: Step | None
    rounded: Step | None
    amount: Decimal | None
    names: Mapping[str, Step]
    counted: Step | None = None
    is_lower: bool = True


_PUBLICATIONS = Listing(
    __package__,
    "publications_list",
    search=("proposed_by", "approved_by"),
    texts=("proposed_by", "approved_by"),
    nulls=("proposed_by", "approved_by", "begins_at", "published_at"),
    row=PublicationRow,
)
_PROPOSED = Listing(
    __package__,
    "proposed_list",
    search=("article", "name"),
    texts=("article", "name", "brand", "group"),
    nulls=("brand", "group", "from_quantity", "before", "amount", "change", "rule", "guard"),
    order=("id",),
    row=ProposedRow,
)


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
    if found is None or is_untouched(found) or (version and from_json(found.document) == from_json(version.document)):
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


def faults(policy: Policy, *, at: datetime) -> tuple[Refusal, ...]:
    """All that keeps the policy from being worked out, each at its ``part``, ``row`` and ``cell``."""
    return proposals.checked(policy, at=at).wrong


def in_language(policy: Policy, language: str, *, at: datetime) -> Policy:
    """The policy with its formulas in ``ru`` or ``en``, columns by their codes; what can't be read stays as typed."""
    formulas = proposals.checked(policy, at=at).formulas
    return written(kept(policy, formulas, proposals.targets()), formulas, language)


def fields(*, of_price: bool, at: datetime) -> Sequence[Field]:
    """What formulas may name of a product; ``of_price``: of a price, in roundings, guards, the corridor and breaks."""
    return tuple(Field(*one) for one in OF_PRICE) if of_price else tuple(one.field for one in inputs.known(at=at))


def columns() -> list[Target]:
    """The columns of prices for which rules may stand."""
    return proposals.targets()


def policy_in_force() -> Policy:
    """The policy by which prices are made now; an empty one as long as none was published."""
    version = proposals.in_force()
    return from_json(version.document) if version else Policy()


def costs(*, policy: Policy, products: Sequence[int] | None, at: datetime) -> dict[int, Decimal]:
    """What ``products`` (None: all that are sold) cost us as the policy says; what can't be told is absent. In roubles.

    Refuses what `compiling.compile_policy` does.
    """
    rows = fetch(costs_sql(policy, at=at), {"products": None if products is None else list(products)})
    return {row.product_id: row.cost for row in rows if row.cost is not None}


def costs_sql(policy: Policy, *, at: datetime) -> str:
    """The same as a relation ``product_id, cost`` for a statement that has ``%(products)s``, null for all."""
    return evaluating.costs(proposals.compiled(policy, at=at))


def coming_sql() -> str:
    """What comes into force with a ``%(publication)s``: a select of ``column_id``, ``product_id``, ``from_quantity``,
    ``amount``, ``before``.
    """
    return "\nunion all ".join(proposals.coming())


def why(*, policy: Policy, product: int, at: datetime) -> Explained | None:
    """How the policy makes the prices of a product now, step by step; None: it is no product that is sold.

    Refuses what `compiling.compile_policy` does.
    """
    return explained(policy=policy, products=[product], at=at).get(product)


def explained(*, policy: Policy, products: Sequence[int], at: datetime) -> dict[int, Explained]:
    """`why` of several products by one statement; those that are not sold are absent."""
    checked = proposals.compiled(policy, at=at)
    rows = fetch(evaluating.inputs(checked), {"products": list(products)})
    return {row.product_id: explain(checked, row) for row in rows}


def why_proposed(
    key: int, *, product: int, column: int, at: datetime, from_quantity: Decimal | None = None
) -> Derived | None:
    """How the rules of a publication make a price, or a break of it, of what is known of the product now; None: they
    make none.

    Refuses what `compiling.compile_policy` does, where they don't fit any more.
    """
    version = Publication.objects.select_related("version").get(pk=key).version
    told = why(policy=from_json(version.document), product=product, at=at) if version else None
    answer = told.answers.get(column) if told else None
    if told is None or answer is None:
        return None
    names = {**told.names, **_of_columns(told)}
    if from_quantity:
        made = (one for one in answer.breaks if one.from_quantity == from_quantity and one.rule)
        return next((_derived_break(one, names) for one in made), None)
    turns = [Turn(one.place, one.rule.name, one.rule.reason, condition) for one, condition in answer.looked_at]
    amount = answer.amount if answer.rule else answer.before
    return Derived(turns, answer.price, answer.rounded, amount, names)


def _of_columns(told: Explained) -> dict[str, Step]:
    """How the columns come about of which others are made, by their codes."""
    codes = {one.id: one.code for one in columns()}
    steps = ((codes[key], answer.rounded or answer.price) for key, answer in told.answers.items())
    return {code: step for code, step in steps if step}


def _derived_break(answer: BreakAnswer, names: Mapping[str, Step]) -> Derived:
    row = answer.rule
    turns = [Turn(row.place, row.rule.name, row.rule.reason, answer.condition)] if row else []
    return Derived(
        turns, answer.price, answer.rounded, answer.amount, names, counted=answer.counted, is_lower=answer.is_lower
    )


def publications() -> Listed:
    """All publications, the newest first."""
    return _PUBLICATIONS.of()


def publication(key: int) -> PublicationRow | None:
    """One of them."""
    found: PublicationRow | None = _PUBLICATIONS.of().one(key)
    return found


def proposed(key: int) -> Listed:
    """The prices of a publication, the greatest moves first."""
    return _PROPOSED.of(publication=key)


def brings_back(row: PublicationRow) -> int | None:
    """The newer version in force that an older one of this publication would replace; None: it replaces none."""
    current = proposals.in_force()
    is_older = current is not None and row.version is not None and row.version < current.pk
    return current.pk if current and is_older and row.state in _TO_COME and not row.is_automatic else None


def brought_back_by(row: PublicationRow) -> PublicationRow | None:
    """The first publication that is approved and puts an older version into force after this one; None: none does."""
    if row.version is None or row.state == "dropped":
        return None
    to_come = Publication.objects.filter(approved_at__isnull=False, published_at=None, dropped_at=None)
    older = to_come.filter(version__lt=row.version, is_automatic=False)
    first = older.filter(begins_at__gt=row.begins_at or row.proposed_at).order_by("begins_at", "pk").first()
    return publication(first.pk) if first else None


def parts(key: int, of: str, *, most: int = 1000) -> list[PartRow]:
    """What a publication moves, by ``of``: column, group, brand, rule, step, guard; the largest parts first."""
    return [PartRow(*row) for row in _sql.rows("parts", publication=key, of=of, most=most)]


def steps(key: int) -> list[PartRow]:
    """How many prices of each column move by each step of percents, from the greatest cut to the greatest rise."""
    rows = [row for row in parts(key, "step") if row.key is not None]
    return sorted(rows, key=lambda row: (row.column or 0, row.key or 0))


def between(step: int) -> tuple[int | None, int | None]:
    """The percents between which a step lies: from the first on, below the second; None: no bound."""
    return (STEPS[step - 1] if step else None), (STEPS[step] if step < len(STEPS) else None)


def names_of_parts(key: int) -> tuple[dict[int, str], dict[int, str]]:
    """How the rules, rows of breaks (above `OF_BREAKS`) and guards of a publication's policy are called, by their
    places; empty where they have no name. None are where it leads back to past prices.
    """
    found = Publication.objects.select_related("version").filter(pk=key).first()
    said = from_json(found.version.document) if found and found.version else Policy()
    rules = {place: one.name for place, one in enumerate(said.rules, 1)}
    rules |= {place: one.name for place, one in enumerate(said.breaks, OF_BREAKS + 1)}
    return rules, {place: one.name for place, one in enumerate(said.guards, 1)}


def needs_others_eyes(key: int, *, actor: int) -> bool:
    """Whether this person may not approve it because he has worked it out himself."""
    found = Publication.objects.get(pk=key)
    return found.proposed_by_id == actor and proposals.takes_four_eyes(found)


def led_back_by() -> int | None:
    """The publication that came into force last, where it leads back to past prices: nothing publishes itself then."""
    return proposals.led_back_by()


def waiting() -> int:
    """How many publications wait to be looked at; also that prices can't follow what is known of goods any more."""
    to_approve, to_mend = Q(worked_out_at__isnull=False), Q(is_automatic=True) & ~Q(failure="")
    return Publication.objects.filter(to_approve | to_mend, approved_at=None, dropped_at=None).count()


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


def policy_of(version: int) -> Policy | None:
    """What a version says; None where there is none."""
    found = Version.objects.filter(pk=version).first()
    return from_json(found.document) if found else None
