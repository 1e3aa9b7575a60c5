"""What a policy makes of a few real products, step by step: for whoever writes it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.base.formula import Step, Value
from optom.base.formula.nodes import Constant, Named
from optom.base.formula.writing import written
from optom.base.refusal import Refusal
from optom.domain.catalog import queries as catalog
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import BLANK, OF_HELD, Answer, BreakAnswer, Explained, Target
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit import formats
from optom.interfaces.kit.why.told import Node, node

from .policy_titles import TITLES
from .policy_trial import Line, Trial, doubts

MOST = 6
MOST_OF_KIND = 40
_ROUBLES = "RUB"


@dataclass(frozen=True, slots=True)
class Tried:
    """One price of one product: as it is, as it would be, and how that comes about.

    ``unknown`` tells because of which rows it can't be told. ``margin`` is over the policy's cost of goods,
    ``standing`` what the policy in force would make, where that is other.
    """

    column: str
    before: str
    amount: str
    change: str
    tone: str
    rule: str
    held: str
    tree: Sequence[Node]
    unknown: str = ""
    margin: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class TriedProduct:
    """A product with all prices that the policy makes; none: no rule holds for it, or it is not sold."""

    product: catalog.NamedProduct
    prices: Sequence[Tried]


def tried(trial: Trial, products: Sequence[catalog.NamedProduct], at: datetime) -> list[TriedProduct]:
    """The products in this order. Refuses what `policy.queries.explained` does."""
    keys = [one.id for one in products]
    known = _Known(
        trial,
        policies.columns(),
        policies.explained(policy=trial.policy, products=keys, at=at),
        policies.costs(policy=trial.policy, products=keys, at=at) if trial.policy.cost.strip() else {},
        _standing(keys, at),
        catalog.vat_percents(keys, on=business_day(at)),
        {one.id for one in pricing.columns() if one.is_vat_included},
    )
    return [TriedProduct(one, list(known.prices(one.id))) for one in products]


def _standing(products: Sequence[int], at: datetime) -> Mapping[int, Explained]:
    """What the policy in force makes; nothing where it names what is no more."""
    try:
        return policies.explained(policy=policies.policy_in_force(), products=products, at=at)
    except Refusal:
        return {}


@dataclass(frozen=True, slots=True)
class _Known:
    """All that prices are told by."""

    trial: Trial
    columns: Sequence[Target]
    explained: Mapping[int, Explained]
    costs: Mapping[int, Decimal]
    standing: Mapping[int, Explained]
    percents: Mapping[int, Decimal]
    have_vat: Collection[int]

    def prices(self, product: int) -> Iterator[Tried]:
        """Column by column, those that can't be told in their place."""
        explained = self.explained.get(product)
        if explained is None:
            return
        unknown = doubts(self.trial, explained, self.columns)
        for column in self.columns:
            answer = explained.answers.get(column.id)
            if column.id in unknown:
                yield _unknown(column, answer, unknown[column.id])
            elif answer is not None:
                yield self._price(product, column, answer, explained)
                yield from self._breaks(product, column, answer, explained)

    def _price(self, product: int, column: Target, answer: Answer, explained: Explained) -> Tried:
        rule = _rule_name(self.trial, answer.rule) if answer.rule else _("no rule holds: the price stays")
        if answer.has_breaks_by_hand:
            rule = _("%(rule)s; breaks are set by hand and stay") % {"rule": rule}
        told = self._told(product, column, answer, rule, _tree(self.trial, answer, explained))
        return replace(told, standing=self._other(product, column, answer))

    def _breaks(self, product: int, column: Target, answer: Answer, explained: Explained) -> Iterator[Tried]:
        left_out = [("breaks", row) for row in self.trial.left_out("breaks", column)]
        if left_out:
            title = _("%(column)s, breaks") % {"column": column.name}
            yield replace(_unknown(column, None, left_out), column=title)
            return
        for one in answer.breaks:
            of = {"column": column.name, "quantity": formats.quantity(one.from_quantity)}
            told = self._told(product, column, one, _of_row(self.trial, one), _tree_of_break(one, explained))
            yield replace(told, column=_("%(column)s, from %(quantity)s") % of)

    def _told(
        self, product: int, column: Target, answer: Answer | BreakAnswer, rule: str, tree: Iterator[Node]
    ) -> Tried:
        return Tried(
            column.name,
            _price_text(answer.before),
            _price_text(answer.amount),
            _change(answer),
            _tone(answer),
            rule,
            _held(self.trial, answer),
            list(tree),
            margin=self._margin(product, column, answer),
        )

    def _margin(self, product: int, column: Target, answer: Answer | BreakAnswer) -> str:
        """The share of the price without VAT that is not cost; costs are in roubles without VAT."""
        cost = self.costs.get(product)
        if cost is None or not answer.amount or column.currency != _ROUBLES:
            return ""
        inside = self.percents.get(product, Decimal(0)) if column.id in self.have_vat else Decimal(0)
        return formats.share(round(1 - cost * (100 + inside) / 100 / answer.amount, 4))

    def _other(self, product: int, column: Target, answer: Answer) -> str:
        told = self.standing.get(product)
        standing = told.answers.get(column.id) if told else None
        is_other = standing is not None and standing.rule is not None and standing.amount != answer.amount
        return _price_text(standing.amount) if standing and is_other else ""


def _price_text(price: Decimal | None) -> str:
    return formats.price(price) if price is not None else ""


def _unknown(column: Target, answer: Answer | None, lines: Sequence[Line]) -> Tried:
    before = _price_text(answer.before) if answer else ""
    return Tried(column.name, before, "", "", "", "", "", [], unknown=lines_in_words(lines))


def lines_in_words(lines: Sequence[Line]) -> str:
    """Rules: 3, 5; Roundings: 1."""
    parts: dict[str, list[str]] = {}
    for part, row in lines:
        parts.setdefault(str(TITLES[part]), []).append(str(row))
    return "; ".join(f"{part}: {', '.join(rows)}" for part, rows in parts.items())


def _of_row(trial: Trial, answer: BreakAnswer) -> str:
    if answer.rule is None:
        return _("no row makes this break any more")
    name = _rule_name(trial, answer.rule, part="breaks")
    return name if answer.is_lower else _("%(row)s: not lower than the price before it, no break") % {"row": name}


def _moved(answer: Answer | BreakAnswer) -> Decimal:
    if answer.before is None or answer.amount is None:
        return Decimal(0)
    return (answer.amount - answer.before) / answer.before


def _change(answer: Answer | BreakAnswer) -> str:
    moved = _moved(answer)
    return formats.change(moved) if moved else ""


def _tone(answer: Answer | BreakAnswer) -> str:
    moved = _moved(answer)
    return "good" if moved < 0 else "warn" if moved > 0 else ""


def _rule_name(trial: Trial, checked: Any, *, part: str = "rules") -> str:
    name, place = checked.rule.name, trial.line(part, checked.place)
    return f"{place}. {name}" if name else _("rule %(place)s") % {"place": place}


def _held(trial: Trial, answer: Answer | BreakAnswer) -> str:
    if answer.guard is None:
        return ""
    if answer.guard == BLANK:
        return _("no price can be worked out")
    if answer.guard == OF_HELD:
        return _("made of a price that is held back")
    place = trial.line("guards", answer.guard)
    return trial.policy.guards[answer.guard - 1].name or _("guard %(place)s") % {"place": place}


def _tree(trial: Trial, answer: Answer, explained: Explained) -> Iterator[Node]:
    """The rules in turn until one holds, its price, its rounding."""
    for checked, condition in answer.looked_at:
        name = _rule_name(trial, checked)
        if condition is None:
            yield node(name, _("holds everywhere"), note=checked.rule.reason)
        else:
            said = _("holds") if condition.value else _("does not hold")
            yield node(name, said, note=checked.rule.reason, children=[branch(condition, explained)])
    yield from _steps((_("Price"), answer.price), (_("Rounded"), answer.rounded), of=explained)


def _tree_of_break(answer: BreakAnswer, explained: Explained) -> Iterator[Node]:
    """Why the row holds, from how many on, its price, its rounding."""
    condition, counted = (_("Condition"), answer.condition), (_("From quantity"), answer.counted)
    yield from _steps(condition, counted, (_("Price"), answer.price), (_("Rounded"), answer.rounded), of=explained)


def _steps(*titled: tuple[str, Step | None], of: Explained) -> Iterator[Node]:
    for title, step in titled:
        if step:
            yield node(title, value_text(step.value), children=[branch(step, of)])


def branch(step: Step, explained: Explained) -> Node:
    """A step as people of the request's language write it; what a name stands for is told below it."""
    parts = [branch(part, explained) for part in step.parts if not isinstance(part.node, Constant)]
    if isinstance(step.node, Named) and step.node.field.name in explained.names:
        parts = [branch(explained.names[step.node.field.name], explained)]
    return node(written(step.node, formats.language_of_papers()), value_text(step.value), children=parts)


def value_text(value: Value) -> str:
    """A value of a formula in words."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return formats.plain(round(value, 6))
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else formats.fact(value)
