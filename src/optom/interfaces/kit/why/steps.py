"""Why a rule makes this price of a product: the rule, its formula step by step, the rounding, the guard."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from optom.base.formula import Step, Value
from optom.base.formula.nodes import Constant, Named
from optom.base.formula.writing import written
from optom.domain.policy import queries as policy
from optom.interfaces.kit import formats

from .told import Node, node

_DEEPEST = 30


def steps_of(derived: policy.Derived) -> Iterator[Node]:
    """The tree of a price."""
    for turn in derived.turns:
        label = rule_in_words(turn.place + (policy.OF_BREAKS if derived.counted else 0), turn.name)
        children = [_step(turn.condition, derived.names)] if turn.condition else []
        yield node(label, _("holds") if turn.holds else _("does not hold"), note=turn.reason, children=children)
    titles = (_("From quantity"), _("Price by the rule"), _("Rounded"))
    for title, step in zip(titles, (derived.counted, derived.price, derived.rounded), strict=True):
        if step:
            yield _step(step, derived.names, title=title)
    note = "" if derived.is_lower else _("not lower than the price before it: no break")
    yield node(_("Becomes"), _said(derived.amount), note=note)


def rule_in_words(place: int, name: str) -> str:
    """Which rule it is, or which row of breaks, and how it is called."""
    if place > policy.OF_BREAKS:
        label = _("Quantity breaks, row %(place)s") % {"place": place - policy.OF_BREAKS}
        return f"{label}: {name}" if name else label
    return _("Rule %(place)s: %(name)s") % {"place": place, "name": name} if name else rule_called(place, "")


def rule_called(place: int, name: str) -> str:
    """By its name alone; one that has none by its place."""
    return name or (rule_in_words(place, "") if place > policy.OF_BREAKS else _("rule %(place)s") % {"place": place})


def guard_called(place: int, name: str) -> str:
    """The same of a guard."""
    return name or _("guard %(place)s") % {"place": place}


def _step(step: Step, names: Mapping[str, Step], depth: int = 0, *, title: str = "") -> Node:
    """A part of a formula with what it gives, and its own parts; of a named formula those of that."""
    named = names.get(step.node.field.name) if isinstance(step.node, Named) else None
    parts = (named,) if named else step.parts
    inner = [one for one in parts if not isinstance(one.node, Constant)] if depth < _DEEPEST else []
    text = written(step.node, "en" if (get_language() or "").startswith("en") else "ru")
    children = [_step(one, names, depth + 1) for one in inner]
    return node(title or text, _said(step.value), note=text if title else "", children=children)


def _said(value: Value) -> str:
    match value:
        case None | "":
            return _("not known")
        case bool():
            return _("yes") if value else _("no")
        case Decimal():
            return formats.quantity(value)
        case date():
            return formats.day(value)
        case frozenset():
            return ", ".join(sorted(value))
    return value
