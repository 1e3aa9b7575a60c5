"""Quantity breaks that rows of a policy make of one product, the slow way: quantity by quantity, each read anew."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from optom.base.formula import Kind

from . import policy_model as model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from optom.domain.policy.document import Policy

Made = dict[Decimal, tuple[int, Decimal | None, bool]]


def ladder(
    policy: Policy, column: str, row: dict[str, Any], held: set[str], in_force: Mapping[Decimal, Decimal]
) -> dict[Decimal, model.Proposal]:
    """Every break of a column that rows make, or that is in force; none where no row speaks of the column.

    ``held``: the columns whose prices move and are held back.
    """
    is_worked_out = column in policy.columns() or column in {one.column for one in policy.breaks}
    if not is_worked_out or not any(one.column in {"", column} for one in policy.breaks):
        return {}
    made = _made(policy, column, row, held)
    found = {
        quantity: _proposal(policy, column, row, quantity, made, in_force.get(quantity))
        for quantity in {*made, *in_force}
    }
    if column in held or any(one[3] is not None and one[0] != one[1] for one in found.values()):
        return {key: (*one[:3], 30_000 if one[3] is None else one[3]) for key, one in found.items()}
    return found


def _made(policy: Policy, column: str, row: dict[str, Any], held: set[str]) -> Made:
    """What the first row of each quantity gives: its place, its price, whether it names a column that is held back."""
    made: Made = {}
    of_row = {**row, "price": row[column]}
    for place, one in enumerate(policy.breaks, 1):
        if one.column not in {"", column} or (one.condition and not model.value(one.condition, of_row, Kind.FLAG)):
            continue
        counted = model.value(one.from_quantity, row, Kind.NUMBER)
        quantity = Decimal(0) if counted is None else counted.quantize(Decimal("0.001"), ROUND_HALF_UP)
        if 0 < quantity < 10**11 and quantity not in made:
            amount = model.rounded(policy, column, row, model.value(one.price, of_row, Kind.MONEY))
            made[quantity] = (place, amount, any(name in f"{one.condition} {one.price}" for name in held))
    return made


def _proposal(
    policy: Policy, column: str, row: dict[str, Any], quantity: Decimal, made: Made, before: Decimal | None
) -> model.Proposal:
    if quantity not in made:
        return before, None, None, None
    place, amount, is_of_held = made[quantity]
    of_held = 30_000 if is_of_held else None
    if amount is None:
        return before, None, 10_000 + place, 0
    above = [row[column], *(one[1] for key, one in made.items() if key < quantity and one[1] is not None)]
    if row[column] is None or any(amount >= one for one in above):
        return before, None, 10_000 + place, of_held
    broken = model.broken(policy, column, row, before, amount)
    return before, amount, 10_000 + place, of_held if broken is None else broken
