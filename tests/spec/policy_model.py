"""What a policy makes of the catalog, the slow way: product by product, column by column, read anew each time."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from optom.base.formula import Field, Formula, Kind, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from optom.domain.policy.document import Policy

Proposal = tuple[Decimal | None, Decimal | None, int | None, int | None]
InForce = dict[tuple[str, int], dict[Decimal, Decimal]]
PRICE = Decimal(0)


def proposals(
    policy: Policy,
    products: Mapping[int, Mapping[str, Any]],
    prices: Mapping[tuple[str, int], Decimal],
    breaks: Mapping[tuple[str, int], Mapping[Decimal, Decimal]] | None = None,
    by_hand: frozenset[tuple[str, int]] = frozenset(),
) -> dict[tuple[str, int, Decimal], Proposal]:
    """``(column, product, from quantity) -> (before, amount, rule, guard)`` of all that the policy makes otherwise
    than it is; a price stands at quantity 0.
    """
    from .policy_breaks_model import ladder  # noqa: PLC0415 -- it asks this module what a formula gives

    made = _made(policy, products, prices)
    guards: dict[tuple[str, int], int | None] = {}
    for product in products:
        row = _all_of(made, product, products, policy, prices)
        for column in _in_order(policy):
            if (column, product) in made:
                guards[column, product] = _guard(policy, (column, product), made, guards, row)
    found: dict[tuple[str, int, Decimal], Proposal] = {
        (*key, PRICE): (before, amount, rule, guards[key]) for key, (before, amount, rule) in made.items()
    }
    for column, product in {(column, product) for column in _columns(policy) for product in products} - by_hand:
        row = _all_of(made, product, products, policy, prices)
        held = {key[0] for key in guards if key[1] == product and guards[key] is not None and _moves(made[key])}
        steps = ladder(policy, column, row, held, (breaks or {}).get((column, product), {}))
        found |= {(column, product, quantity): one for quantity, one in steps.items()}
    return {key: one for key, one in found.items() if _moves(one)}


def _made(policy: Policy, products: Any, prices: Any) -> dict[tuple[str, int], tuple[Any, Decimal | None, int]]:
    made = {}
    for product, known in products.items():
        row = dict(known)
        for named in policy.names:
            row[named.name] = value(named.formula, row, None)
        for column in _columns(policy):
            row[column] = prices.get((column, product))
        for column in _in_order(policy):
            rule, amount = _price(policy, column, row)
            row[column] = amount if rule else row[column]
            if rule:
                made[column, product] = (prices.get((column, product)), amount, rule)
    return made


def _moves(proposal: Any) -> bool:
    return bool(proposal[0] != proposal[1])


def _all_of(made: Any, product: int, products: Any, policy: Policy, prices: Any) -> dict[str, Any]:
    """All that is known of a product when every column is made."""
    row = dict(products[product])
    for named in policy.names:
        row[named.name] = value(named.formula, row, None)
    for column in _columns(policy):
        row[column] = made[column, product][1] if (column, product) in made else prices.get((column, product))
    return row


def _columns(policy: Policy) -> Sequence[str]:
    return sorted({"retail", "wholesale", "dealer", *policy.columns()})


def _in_order(policy: Policy) -> list[str]:
    """Columns one after another, each after those whose names stand in its formulas."""
    order: list[str] = []
    while len(order) < len(policy.columns()):
        for column in policy.columns():
            texts = " ".join(f"{rule.condition} {rule.price}" for rule in policy.rules if rule.column == column)
            texts += " ".join(one.formula for one in policy.roundings if one.column == column)
            needed = {other for other in policy.columns() if other in texts} - {column}
            if column not in order and needed <= set(order):
                order.append(column)
    return order


def _price(policy: Policy, column: str, row: Mapping[str, Any]) -> tuple[int, Decimal | None]:
    for place, rule in enumerate(policy.rules, 1):
        if rule.column == column and (not rule.condition or value(rule.condition, row, Kind.FLAG)):
            return place, rounded(policy, column, row, value(rule.price, row, Kind.MONEY))
    return 0, None


def rounded(policy: Policy, column: str, row: Mapping[str, Any], price: Decimal | None) -> Decimal | None:
    roundings = [one.formula for one in policy.roundings if one.column == column]
    if roundings:
        price = value(roundings[0], {**row, "price": price}, Kind.MONEY)
    elif price is not None:
        price = price.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if price is not None:
        price = price.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return price if price is not None and 0 < price < 10**11 else None


def _guard(policy: Policy, key: tuple[str, int], made: Any, guards: Any, row: dict[str, Any]) -> int | None:
    before, amount, rule = made[key]
    if amount is None:
        return 0
    first = broken(policy, key[0], row, before, amount)
    if first is not None:
        return first
    return 30_000 if _is_made_of_held(policy, key, rule, made, guards) else None


def broken(policy: Policy, column: str, row: Mapping[str, Any], before: Decimal | None, amount: Decimal) -> int | None:
    moved = None if not before else ((amount - before) / before).quantize(Decimal("1e-12"), ROUND_HALF_UP)
    known = {**row, "price": amount, "before": before, "change": moved}
    for place, guard in enumerate(policy.guards, 1):
        if guard.column in {"", column} and not value(guard.holds, known, Kind.FLAG):
            return place
    return None


def _is_made_of_held(policy: Policy, key: tuple[str, int], rule: int, made: Any, guards: Any) -> bool:
    """Whether the texts that made the price name a column whose price moves and is held back."""
    texts = [one.condition for one in policy.rules[:rule] if one.column == key[0]]
    texts += [policy.rules[rule - 1].price, *(one.formula for one in policy.roundings if one.column == key[0])]
    held = [
        column
        for (column, product), guard in guards.items()
        if product == key[1] and guard is not None and made[column, product][0] != made[column, product][1]
    ]
    return any(column in text for column in held for text in texts)


_KINDS = {"weight": Kind.NUMBER, "change": Kind.NUMBER, "brand": Kind.TEXT}


def value(text: str, row: Mapping[str, Any], gives: Kind | None) -> Any:
    fields = [Field(name, name, _KINDS.get(name, Kind.MONEY)) for name in row]
    return Formula.read(text, Vocabulary(fields), gives=gives).value(row)
