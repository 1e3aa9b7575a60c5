"""What a contract pays, the slow way: all that was ever said is looked through anew for each price."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

KOPECK = Decimal("0.01")
_HUNDRED = 100


@dataclass(frozen=True)
class Change:
    """From ``at`` on a column sells a product at this price from a quantity on; None: at none."""

    at: datetime
    column: int
    product: int
    from_quantity: Decimal
    amount: Decimal | None


@dataclass(frozen=True)
class Terms:
    """From ``at`` on a contract buys by this column less so many percent, rounded to a step."""

    at: datetime
    contract: int
    column: int
    discount: Decimal
    rounding: Decimal


@dataclass(frozen=True)
class Lasting:
    """What holds for a contract from one moment until another; None: for good."""

    contract: int
    begins: datetime
    ends: datetime | None

    def holds(self, contract: int, at: datetime) -> bool:
        return contract == self.contract and self.begins <= at and (self.ends is None or at < self.ends)


@dataclass(frozen=True)
class Rule(Lasting):
    """Another column (None: the contract's own) or discount for a brand, a group, or the brand within the group."""

    brand: int | None
    group: int | None
    column: int | None
    discount: Decimal


@dataclass(frozen=True)
class Fixed(Lasting):
    """A price of one product."""

    product: int
    amount: Decimal


L = TypeVar("L", bound=Lasting)


@dataclass
class Book:
    """All that was said, in the order in which it was said; ``with_vat`` are the columns that include it."""

    with_vat: set[int]
    brands: dict[int, int]
    percent: int
    changes: list[Change] = field(default_factory=list)
    terms: list[Terms] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fixed: list[Fixed] = field(default_factory=list)
    stood: list[tuple[datetime, int, int]] = field(default_factory=list)
    parents: list[tuple[datetime, int, int | None]] = field(default_factory=list)

    def price(self, contract: int, product: int, quantity: Decimal, at: datetime) -> Decimal | None:
        """A fixed price, else that of the column for so much of it, less the discount, rounded half up to the step."""
        fixed = _last(one for one in self.fixed if one.product == product and one.holds(contract, at))
        if fixed:
            return fixed.amount
        column, discount = self._scheme(contract, product, at)
        base = self.of_column(column, product, quantity, at)
        return None if base is None else _rounded(base, discount, self._terms(contract, at).rounding)

    def of_column(self, column: int, product: int, quantity: Decimal, at: datetime) -> Decimal | None:
        """What was said last for the largest quantity that so much of the product reaches and that has a price."""
        reached = {
            one.from_quantity: one.amount
            for one in self.changes
            if (one.column, one.product) == (column, product) and one.at <= at and one.from_quantity <= quantity
        }
        return reached.get(max((least for least, amount in reached.items() if amount is not None), default=Decimal(-1)))

    def breaks(self, column: int, product: int, at: datetime) -> dict[Decimal, Decimal]:
        """From which quantities the column has prices of their own, and which."""
        said = {
            one.from_quantity: one.amount
            for one in self.changes
            if (one.column, one.product) == (column, product) and one.at <= at and one.from_quantity
        }
        return {least: amount for least, amount in said.items() if amount is not None}

    def charged(self, contract: int, product: int, quantity: Decimal, at: datetime) -> tuple[Decimal, Decimal]:
        """What so much of it comes to with VAT, and the VAT in it, each to the kopeck."""
        price = self.price(contract, product, quantity, at)
        assert price is not None
        total = (price * quantity).quantize(KOPECK, ROUND_HALF_UP)
        if self._scheme(contract, product, at)[0] in self.with_vat:
            return total, _to_kopecks(Fraction(total) * self.percent / (_HUNDRED + self.percent))
        vat = _to_kopecks(Fraction(total) * self.percent / _HUNDRED)
        return total + vat, vat

    def _scheme(self, contract: int, product: int, at: datetime) -> tuple[int, Decimal]:
        """Column and discount: of the brand within the nearest group, of the brand, of the nearest group, its own."""
        own, brand = self._terms(contract, at), self.brands[product]
        holding = [one for one in self.rules if one.holds(contract, at)]
        groups: list[int | None] = list(self.groups_of(product, at))
        places = [*((brand, group) for group in groups), (brand, None), *((None, group) for group in groups)]
        for place in places:
            rule = _last(one for one in holding if (one.brand, one.group) == place)
            if rule:
                return own.column if rule.column is None else rule.column, rule.discount
        return own.column, own.discount

    def _terms(self, contract: int, at: datetime) -> Terms:
        return [one for one in self.terms if one.contract == contract and one.at <= at][-1]

    def groups_of(self, product: int, at: datetime) -> list[int]:
        """Where the product stood, and above it, the nearest first."""
        group: int | None = [where for when, what, where in self.stood if what == product and when <= at][-1]
        path = []
        while group is not None:
            path.append(group)
            group = [parent for when, what, parent in self.parents if what == group and when <= at][-1]
        return path


def _last(holding: Iterable[L]) -> L | None:
    """Of what holds at once, what began last; of those that began together, what was said last."""
    found: L | None = None
    for one in holding:
        if found is None or one.begins >= found.begins:
            found = one
    return found


def _rounded(base: Decimal, discount: Decimal, step: Decimal) -> Decimal:
    steps = Fraction(base) * (_HUNDRED - Fraction(discount)) / _HUNDRED / Fraction(step)
    return _half_up(steps) * step


def _to_kopecks(sum_: Fraction) -> Decimal:
    return _half_up(sum_ * _HUNDRED) * KOPECK


def _half_up(number: Fraction) -> int:
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)
