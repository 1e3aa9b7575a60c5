"""What a refusal says is left can be ordered to the kopeck, and not a kopeck more, whatever the bounds are."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from optom.domain.companies.rules import Spending
from optom.domain.orders import rules

SUMS = st.decimals(min_value=0, max_value=10**9, places=2)
BOUNDS = st.builds(Spending, order_limit=SUMS | st.none(), month_limit=SUMS | st.none(), approval_over=SUMS | st.none())
KOPECK = Decimal("0.01")


@dataclass(frozen=True)
class Centre:
    budget: Decimal | None
    id: int = 1
    code: str = "10"
    is_closed: bool = False


def over(total: Decimal, bounds: Spending, spent: Decimal, budget: Decimal | None, charged: Decimal) -> list[Decimal]:
    """What is left by each of the reasons."""
    found = rules.against_spending(total=total, bounds=bounds, spent=spent, centre=Centre(budget), charged=charged)
    assert all(reason.facts["over"] > 0 for reason in found)
    return [reason.facts["left"] for reason in found]


@given(total=SUMS, bounds=BOUNDS, spent=SUMS, budget=SUMS | st.none(), charged=SUMS)
def test_for_what_is_left_he_orders_on_his_own_word_and_for_no_kopeck_more(
    total: Decimal, bounds: Spending, spent: Decimal, budget: Decimal | None, charged: Decimal
) -> None:
    lefts = over(total, bounds, spent, budget, charged)
    if not lefts:
        return
    least = min(lefts)
    assert least < total
    if least > 0:
        assert over(least, bounds, spent, budget, charged) == []
    assert over(least + KOPECK, bounds, spent, budget, charged) != []


@given(total=SUMS)
def test_who_is_bound_by_nothing_orders_anything(total: Decimal) -> None:
    assert over(total, Spending(), total, None, total) == []
