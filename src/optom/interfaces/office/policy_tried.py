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
from optom.domain.policy.queries import Answer, Explained, Policy
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
        yield Tried(
            names[column],
            formats.price(answer.before) if answer.before is not None else "",
            formats.price(answer.amount) if answer.amount is not None else "",
            _change(answer),
            _tone(answer),
            _rule_name(answer.rule) if answer.rule else _("no rule holds: the price stays"),
            _held(policy, answer),
            list(_tree(answer, explained)),
        )


def _moved(answer: Answer) -> Decimal:
    if answer.before is None or answer.amount is None:
        return Decimal(0)
    return (answer.amount - answer.before) / answer.before


def _change(answer: Answer) -> str:
    moved = _moved(answer)
    return formats.change(moved) if moved else ""


def _tone(answer: Answer) -> str:
    moved = _moved(answer)
    return "good" if moved < 0 else "warn" if moved > 0 else ""


def _rule_name(checked: Any) -> str:
    name = checked.rule.name
    return f"{checked.place}. {name}" if name else _("rule %(place)s") % {"place": checked.place}


def _held(policy: Policy, answer: Answer) -> str:
    if answer.guard is None:
        return ""
    if answer.guard == 0:
        return _("no price can be worked out")
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
    if answer.price:
        yield node(_("Price"), value_text(answer.price.value), children=[branch(answer.price, explained)])
    if answer.rounded:
        yield node(_("Rounded"), value_text(answer.rounded.value), children=[branch(answer.rounded, explained)])


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
