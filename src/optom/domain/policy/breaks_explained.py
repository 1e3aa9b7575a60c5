"""One product's quantity breaks step by step, in Python: what `breaks.laid_out` makes of them over a set."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from optom.base.formula import Step, Value
from optom.base.formula.functions.numbers import ratio

from .compiling import CheckedBreak, CheckedColumn, OfBreaks
from .judging import BLANK, MOST, OF_HELD, priced, quantized

_KOPECK = Decimal("0.01")
_FINEST = Decimal("0.001")
Known = Mapping[str, Value]
InForce = Sequence[Sequence[Decimal]]


@dataclass(frozen=True, slots=True)
class BreakAnswer:
    """What rows make of one quantity; ``rule`` None: a break in force that none makes any more.

    ``is_lower``: than the price before it; else it is no break.
    """

    from_quantity: Decimal
    before: Decimal | None = None
    amount: Decimal | None = None
    rule: CheckedBreak | None = None
    condition: Step | None = None
    counted: Step | None = None
    price: Step | None = None
    rounded: Step | None = None
    is_lower: bool = True
    is_of_held: bool = False
    guard: int | None = None
    in_corridor: bool = False

    @property
    def moves(self) -> bool:
        """Whether it is proposed otherwise than it is."""
        return self.amount != self.before


@dataclass(frozen=True, slots=True)
class Ladder:
    """What breaks of a column are made of: its price, whether that is held back, whether it moves inside the corridor;
    the columns whose prices move and are held back.
    """

    column: CheckedColumn
    price: Decimal | None
    is_held: bool
    is_inside: bool
    held: frozenset[int]


def is_by_hand(column: CheckedColumn, in_force: InForce) -> bool:
    """Whether somebody has set breaks of the column by hand: rows make none then."""
    return any(row[0] == column.target.id and row[3] for row in in_force)


def explain_breaks(
    rows: Iterable[CheckedBreak], of: Ladder, known: Known, in_force: InForce
) -> tuple[BreakAnswer, ...]:
    """All breaks of the column, by quantity: made, or in force."""
    if of.column.of_breaks is None or is_by_hand(of.column, in_force):
        return ()
    standing = {row[1]: row[2] for row in in_force if row[0] == of.column.target.id}
    made = _descending(of, [_rounded(one, of.column.of_breaks, known) for one in _given(rows, of, known)])
    made |= {quantity: BreakAnswer(quantity) for quantity in standing.keys() - made.keys()}
    placed = [replace(made[quantity], before=standing.get(quantity)) for quantity in sorted(made)]
    return tuple(_as_a_whole(of, [_judged(one, of.column.of_breaks, known) for one in placed]))


def _given(rows: Iterable[CheckedBreak], of: Ladder, known: Known) -> Iterator[BreakAnswer]:
    """What the first row of each quantity gives, by quantity."""
    asked, found = {**known, "price": of.price}, dict[Decimal, BreakAnswer]()
    for row in rows:
        condition = row.condition.explain(asked) if row.condition else None
        if row.column in (None, of.column.target.id) and (condition is None or condition.value):
            counted = row.from_quantity.explain(known)
            quantity = quantized(counted.value, _FINEST) if isinstance(counted.value, Decimal) else Decimal(0)
            if 0 < quantity < MOST and quantity not in found:
                price, is_of_held = row.price.explain(asked), bool(row.made_of() & of.held)
                found[quantity] = BreakAnswer(
                    quantity, None, None, row, condition, counted, price, is_of_held=is_of_held
                )
    return (found[quantity] for quantity in sorted(found))


def _rounded(answer: BreakAnswer, terms: OfBreaks, known: Known) -> BreakAnswer:
    given = answer.price.value if answer.price else None
    if terms.rounding:
        rounded = terms.rounding.explain({**known, "price": given})
        return replace(answer, rounded=rounded, amount=priced(rounded.value))
    return replace(answer, amount=priced(quantized(given, _KOPECK)) if isinstance(given, Decimal) else None)


def _descending(of: Ladder, answers: Iterable[BreakAnswer]) -> dict[Decimal, BreakAnswer]:
    """What is no lower than the column's price and whatever stands before it is no break."""
    below, found = of.price, dict[Decimal, BreakAnswer]()
    for one in answers:
        is_lower = one.amount is None or (below is not None and one.amount < below)
        found[one.from_quantity] = replace(one, is_lower=is_lower)
        if below is not None and one.amount is not None:
            below = min(below, one.amount)
    return found


def _judged(answer: BreakAnswer, terms: OfBreaks, known: Known) -> BreakAnswer:
    """With the first guard that it does not satisfy; one that ends has none."""
    amount = answer.amount if answer.is_lower else None
    moved = None if amount is None or answer.before is None else ratio(amount - answer.before, answer.before)
    row = {**known, "price": amount, "before": answer.before, "change": moved}
    guard = next((one.place for one in terms.guards if not one.holds.value(row)), None)
    if amount is None:
        guard = BLANK if answer.rule and answer.amount is None else None
    in_corridor = bool(terms.corridor and terms.corridor.value(row))
    return replace(answer, amount=amount, guard=guard, in_corridor=in_corridor)


def _as_a_whole(of: Ladder, answers: Sequence[BreakAnswer]) -> Iterator[BreakAnswer]:
    """A ladder is held back, and lies in the corridor, as a whole and with its column's price."""
    is_held = of.is_held or any((one.guard is not None or one.is_of_held) and one.moves for one in answers)
    is_inside = of.is_inside and all(one.in_corridor or not one.moves for one in answers)
    for one in answers:
        guard = OF_HELD if one.guard is None and (is_held or one.is_of_held) else one.guard
        yield replace(one, guard=guard, in_corridor=is_inside)
