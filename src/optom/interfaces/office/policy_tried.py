"""What a policy makes of a few real products, step by step: for whoever writes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from optom.base.formula import Step, Value
from optom.base.formula.nodes import Constant, Named
from optom.base.formula.writing import written
from optom.domain.catalog import queries as catalog
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import BLANK, OF_HELD, Answer, BreakAnswer, Explained, Policy
from optom.interfaces.kit import formats
from optom.interfaces.kit.why.told import Node, node

MOST = 6


@dataclass(frozen=True, slots=True)
class Tried:
    """One price of one product: as it is, as it would be, and how that comes about."""

    column: str
    before: str
    amount: str
    change: str
    tone: str
    rule: str
    held: str
    tree: Sequence[Node]


@dataclass(frozen=True, slots=True)
class TriedProduct:
    """A product with all prices that the policy makes; none: no rule holds for it, or it is not sold."""

    product: catalog.NamedProduct
    prices: Sequence[Tried]


def tried(policy: Policy, products: Sequence[int], at: datetime) -> list[TriedProduct]:
    """The products in the order in which they were asked for. Refuses what `policy.queries.why` does."""
    names = {one.id: one.name for one in policies.columns()}
    found = {one.id: one for one in catalog.named(products[:MOST])}
    told = []
    for key in products[:MOST]:
        if key in found:
            explained = policies.why(policy=policy, product=key, at=at)
            told.append(TriedProduct(found[key], list(_prices(policy, explained, names)) if explained else []))
    return told


def _prices(policy: Policy, explained: Explained, names: dict[int, str]) -> Iterator[Tried]:
    for column, answer in explained.answers.items():
        rule = _rule_name(answer.rule) if answer.rule else _("no rule holds: the price stays")
        if answer.has_breaks_by_hand:
            rule = _("%(rule)s; breaks are set by hand and stay") % {"rule": rule}
        yield _told(names[column], answer, rule, _held(policy, answer), list(_tree(answer, explained)))
        for one in answer.breaks:
            of = {"column": names[column], "quantity": formats.quantity(one.from_quantity)}
            title, tree = _("%(column)s, from %(quantity)s") % of, list(_tree_of_break(one, explained))
            yield _told(title, one, _of_row(one), _held(policy, one), tree)


def _told(title: str, answer: Answer | BreakAnswer, rule: str, held: str, tree: Sequence[Node]) -> Tried:
    before, amount = (formats.price(one) if one is not None else "" for one in (answer.before, answer.amount))
    return Tried(title, before, amount, _change(answer), _tone(answer), rule, held, tree)


def _of_row(answer: BreakAnswer) -> str:
    if answer.rule is None:
        return _("no row makes this break any more")
    name = _rule_name(answer.rule)
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


def _rule_name(checked: Any) -> str:
    name = checked.rule.name
    return f"{checked.place}. {name}" if name else _("rule %(place)s") % {"place": checked.place}


def _held(policy: Policy, answer: Answer | BreakAnswer) -> str:
    if answer.guard is None:
        return ""
    if answer.guard == BLANK:
        return _("no price can be worked out")
    if answer.guard == OF_HELD:
        return _("made of a price that is held back")
    return policy.guards[answer.guard - 1].name or _("guard %(place)s") % {"place": answer.guard}


def _tree(answer: Answer, explained: Explained) -> Iterator[Node]:
    """The rules in turn until one holds, its price, its rounding."""
    for checked, condition in answer.looked_at:
        name = _rule_name(checked)
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
