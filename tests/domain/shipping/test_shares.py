"""A line's parts cost together what the line costs, to the kopeck."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from optom.domain.shipping import rules
from optom.domain.shipping.rules import AskedLine, Taken

sums = st.decimals(min_value=0, max_value=10_000, places=2)
portions = st.lists(st.integers(1, 40), min_size=1, max_size=12)
fates = st.lists(st.sampled_from(["whole", "part", "cancel"]), min_size=12, max_size=12)


def test_three_thirds_of_a_rouble_are_a_rouble() -> None:
    whole, taken = Decimal("1.00"), Decimal(0)
    paid: list[Decimal] = []

    for _ in range(3):
        so_far = sum(paid, Decimal(0))
        paid.append(rules.share(whole, ordered=Decimal(3), taken=taken, taken_sum=so_far, quantity=Decimal(1)))
        taken += 1

    assert paid == [Decimal("0.33"), Decimal("0.34"), Decimal("0.33")]


@given(total=sums, quantities=portions)
def test_portions_of_any_size_cost_together_what_was_ordered(total: Decimal, quantities: list[int]) -> None:
    ordered, taken, paid = Decimal(sum(quantities)), Decimal(0), Decimal(0)

    for quantity in map(Decimal, quantities):
        cost = rules.share(total, ordered=ordered, taken=taken, taken_sum=paid, quantity=quantity)
        assert cost >= 0
        taken, paid = taken + quantity, paid + cost

    assert paid == total


@given(total=sums, quantities=portions, fates=fates, seed=st.randoms(use_true_random=False))
def test_also_when_portions_leave_short_or_are_taken_back(
    total: Decimal, quantities: list[int], fates: list[str], seed: object
) -> None:
    line = _Life(total, Decimal(sum(quantities)))
    for quantity, fate in zip(map(Decimal, quantities), fates, strict=False):
        line.ask(quantity)
        line.happen(fate, seed)
    line.finish()

    assert line.paid == total


class _Life:
    """An order line of which portions are asked for, leave whole or short, or are taken back."""

    def __init__(self, total: Decimal, ordered: Decimal) -> None:
        self.total, self.ordered = total, ordered
        self.gone = Taken()
        self.asked: list[tuple[Decimal, Decimal]] = []

    @property
    def paid(self) -> Decimal:
        return self.gone.sum

    def _taken(self) -> Taken:
        quantity = self.gone.quantity + sum((part[0] for part in self.asked), Decimal(0))
        return Taken(quantity, self.gone.sum + sum((part[1] for part in self.asked), Decimal(0)))

    def ask(self, quantity: Decimal) -> None:
        taken = self._taken()
        quantity = min(quantity, self.ordered - taken.quantity)
        if quantity:
            whole = {"ordered": self.ordered, "taken": taken.quantity, "taken_sum": taken.sum}
            self.asked.append((quantity, rules.share(self.total, quantity=quantity, **whole)))

    def happen(self, fate: str, seed: object) -> None:
        if not self.asked or seed.random() < 0.3:  # type: ignore[attr-defined]
            return
        quantity, cost = self.asked.pop(seed.randrange(len(self.asked)))  # type: ignore[attr-defined]
        if fate != "cancel":
            self._leave(quantity, cost, quantity if fate == "whole" else quantity // 2)

    def _leave(self, quantity: Decimal, cost: Decimal, picked: Decimal) -> None:
        line = AskedLine(1, "", quantity, cost, self.ordered, self.total, self._taken())
        left = rules.dispatched(line, picked)
        assert 0 <= left.sum <= cost, "never more than was committed"
        self.gone = Taken(self.gone.quantity + left.quantity, self.gone.sum + left.sum)

    def finish(self) -> None:
        self.ask(self.ordered)
        while self.asked:
            quantity, cost = self.asked.pop()
            self._leave(quantity, cost, quantity)


def test_a_short_portion_never_costs_more_than_was_committed_for_it() -> None:
    """Half a kopeck a piece: three pieces were rounded down to nothing, their kopeck must not land here."""
    line = AskedLine(
        line=1,
        article="",
        quantity=Decimal(2),
        sum=Decimal("0.01"),
        ordered=Decimal(6),
        ordered_sum=Decimal("0.03"),
        others=Taken(Decimal(3), Decimal(0)),
    )

    assert rules.dispatched(line, Decimal(1)).sum == Decimal("0.01")
