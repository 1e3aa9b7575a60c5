"""One product's prices step by step, in Python: the same policy, the tree of how each price came about."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from optom.base.formula import Step, Value
from optom.base.formula.functions.numbers import ratio

from .breaks_explained import BreakAnswer, InForce, Ladder, explain_breaks, is_by_hand
from .compiling import CheckedColumn, CheckedRule, Compiled
from .evaluating import used_inputs
from .judging import BLANK, OF_HELD, priced, quantized

_KOPECK = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a column's rules make of one product.

    ``looked_at`` are conditions of rules in turn, the last of them the one that holds (None: it has none). ``breaks``
    are those made and in force, none where somebody has set them by hand.
    """

    column: int
    before: Decimal | None
    amount: Decimal | None
    rule: CheckedRule | None
    looked_at: tuple[tuple[CheckedRule, Step | None], ...]
    price: Step | None = None
    rounded: Step | None = None
    guard: int | None = None
    in_corridor: bool = False
    breaks: tuple[BreakAnswer, ...] = ()
    has_breaks_by_hand: bool = False

    @property
    def stays(self) -> bool:
        """Whether it would move and is held back."""
        return self.guard is not None and self.amount != self.before


@dataclass(frozen=True, slots=True)
class Explained:
    """All answers, by columns, and the values of inputs and names that they used."""

    values: Mapping[str, Value]
    names: Mapping[str, Step]
    answers: Mapping[int, Answer]


def explain(compiled: Compiled, row: Any) -> Explained:
    """What the policy makes of one row of `evaluating.inputs`."""
    known: dict[str, Value] = {
        one.field.name: _value(getattr(row, f"i{place}")) for place, one in used_inputs(compiled)
    }
    names: dict[str, Step] = {}
    for field, formula in compiled.names:
        names[field.name] = formula.explain(known)
        known[field.name] = names[field.name].value
    known |= {one.code: getattr(row, f"c{one.id}") for one in compiled.standing}
    answers = {}
    for column in compiled.columns:
        answers[column.target.id] = answer = _answer(column, known, getattr(row, f"b{column.target.id}"))
        known[column.target.code] = answer.amount if answer.rule else answer.before
    for column in compiled.columns:  # those that it is made of were judged before
        answers[column.target.id] = _judged(answers[column.target.id], column, known, answers)
    for column in compiled.with_breaks():
        answers[column.target.id] = _with_breaks(column, compiled, known, answers, getattr(row, "breaks", None) or ())
    return Explained(known, names, answers)


def _with_breaks(
    column: CheckedColumn, compiled: Compiled, known: Mapping[str, Value], answers: Mapping[int, Answer], row: InForce
) -> Answer:
    answer = answers[column.target.id]
    price = answer.amount if answer.rule else answer.before
    is_inside = price == answer.before or answer.in_corridor
    held = frozenset(key for key, one in answers.items() if one.stays)
    ladder = Ladder(column, price, answer.stays, is_inside, held)
    return replace(
        answer,
        breaks=explain_breaks(compiled.breaks, ladder, known, row),
        has_breaks_by_hand=is_by_hand(column, row),
    )


def _answer(column: CheckedColumn, known: Mapping[str, Value], before: Decimal | None) -> Answer:
    looked_at: list[tuple[CheckedRule, Step | None]] = []
    for rule in column.rules:
        looked_at.append((rule, rule.condition.explain(known) if rule.condition else None))
        if _holds(looked_at[-1][1]):
            price = rule.price.explain(known)
            rounded = column.rounding.explain({**known, "price": price.value}) if column.rounding else None
            amount = priced(rounded.value if rounded else _to_kopecks(price.value))
            return Answer(column.target.id, before, amount, rule, tuple(looked_at), price, rounded)
    return Answer(column.target.id, before, None, None, tuple(looked_at))


def _judged(answer: Answer, column: CheckedColumn, known: Mapping[str, Value], judged: Mapping[int, Answer]) -> Answer:
    """With the first guard that it doesn't satisfy, and whether it lies in the corridor."""
    if answer.rule is None:
        return answer
    moved = None
    if answer.amount is not None and answer.before is not None:
        moved = ratio(answer.amount - answer.before, answer.before)
    row = {**known, "price": answer.amount, "before": answer.before, "change": moved}
    broken = (guard.place for guard in column.guards if not guard.holds.value(row))
    guard = BLANK if answer.amount is None else next(broken, None)
    if guard is None and any(judged[key].stays for key in column.made_of(answer.rule) if key in judged):
        guard = OF_HELD
    return replace(answer, guard=guard, in_corridor=bool(column.corridor and column.corridor.value(row)))


def _holds(condition: Step | None) -> bool:
    return condition is None or bool(condition.value)


def _to_kopecks(price: Value) -> Value:
    return quantized(price, _KOPECK) if isinstance(price, Decimal) else None


def _value(kept: Any) -> Value:
    return frozenset(kept) if isinstance(kept, list) else kept
