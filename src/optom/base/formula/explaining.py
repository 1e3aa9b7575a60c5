"""One row, value by value: what the formula gives, and the tree of how it came to it."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .kinds import BLANKS, Kind, Ladder, Value
from .letters import lower
from .nodes import Call, Constant, Named, Node


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the formula, its value for the row, and the parts that were looked at to get it."""

    node: Node
    value: Value
    parts: "tuple[Step, ...]" = ()


def explain(node: Node, row: Mapping[str, Value]) -> Step:
    """The value of ``node`` for ``row``, whose fields stand under their (English) names; what it lacks is blank."""
    match node:
        case Constant():
            return Step(node, node.value)
        case Named():
            value = row.get(node.field.name)
            return Step(node, BLANKS[node.kind] if value is None else value)
        case Call(function=function) if function.chooses:
            return _chosen(node, row)
        case Call():
            parts = tuple(explain(part, row) for part in node.parts)
            return Step(node, _answer(node, parts), parts)


def _answer(call: Call, parts: tuple[Step, ...]) -> Value:
    if call.ladder:
        return looked_up(call.ladder, parts[0].value)
    return call.form.python(*(part.value for part in parts))


def _chosen(call: Call, row: Mapping[str, Value]) -> Step:
    """Conditions in turn until one is met; what stands alone at the end is taken when none is."""
    seen: list[Step] = []
    for place in range(0, len(call.parts) - 1, 2):
        seen.append(explain(call.parts[place], row))
        if seen[-1].value:
            return _taken(call, seen, explain(call.parts[place + 1], row))
    if len(call.parts) % 2:
        return _taken(call, seen, explain(call.parts[-1], row))
    return Step(call, call.form.python(), tuple(seen))


def _taken(call: Call, seen: list[Step], value: Step) -> Step:
    return Step(call, call.form.python(value.value), (*seen, value))


def looked_up(ladder: Ladder, sought: Value) -> Decimal | None:
    """The value of the last step not above ``sought``; of a table of texts, of what equals it."""
    if ladder.key == Kind.TEXT:
        return {lower(str(key)): value for key, value in ladder.rungs.items()}.get(lower(str(sought)))
    keys = sorted(map(Decimal, ladder.rungs))
    place = bisect_right(keys, sought) if isinstance(sought, Decimal) else 0
    return ladder.rungs[keys[place - 1]] if place else None
