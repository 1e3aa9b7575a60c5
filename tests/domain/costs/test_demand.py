"""How goods sell: what left is counted from moves of stock, classed by its worth and by how steadily it leaves."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from optom.base.refusal import Refusal
from optom.domain.costs import actions as costs
from optom.domain.costs import queries
from optom.domain.costs.models import Demand
from optom.domain.costs.queries import BoundsRow
from optom.domain.stock.models import Move
from tests.statements import counted
from tests.trade import Firm, dec

from .told import tell

pytestmark = pytest.mark.django_db


def moved(firm: Firm, product: int, quantity: Any, at: datetime, kind: str = "dispatch") -> None:
    Move.objects.create(at=at, product_id=product, warehouse_id=firm.moscow, quantity=dec(quantity), kind=kind)


def weekly(firm: Firm, product: int, quantities: list[int], at: datetime) -> None:
    """So much left in each of the last weeks, the newest first."""
    for week, quantity in enumerate(quantities):
        if quantity:
            moved(firm, product, -quantity, at - timedelta(days=7 * week + 1))


def classes() -> dict[str, str]:
    return {article: abc + xyz for article, abc, xyz in Demand.objects.values_list("product__article", "abc", "xyz")}


def test_what_left_is_counted_less_what_came_back(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204", on_hand=100)
    for days, quantity, kind in ((10, -5, "dispatch"), (5, 2, "return"), (100, -7, "dispatch"), (400, -50, "dispatch")):
        moved(firm, bearing, quantity, at - timedelta(days=days), kind)
    moved(firm, bearing, 30, at - timedelta(days=3), "receipt")
    moved(firm, bearing, 1, at - timedelta(days=1), "count")

    costs.measure(at=at)

    found = Demand.objects.get()
    assert (found.sold_90, found.sold_365, found.received_on) == (3, 10, date(2026, 11, 20))
    assert (found.abc, found.xyz) == ("", "Z"), "without a cost nobody knows what it is worth"


def test_goods_that_were_only_counted_came_when_they_were_counted(firm: Firm, at: datetime) -> None:
    firm.product("6204", on_hand=100)

    costs.measure(at=at)

    assert Demand.objects.get().received_on == firm.at.date()
    assert classes() == {"6204": ""}


def test_classes_by_worth_and_by_steadiness(firm: Firm, at: datetime) -> None:
    """Of 1000 that left, 700 and 150 are A (it crosses 80 %), then 100 are B, and 50 are C."""
    for article, cost, quantities in (
        ("dear", 7, [10] * 10),
        ("fair", 1, [10, 14, 12, 13, 12, 14, 12, 13, 12, 14, 12, 12]),
        ("slow", 5, [20]),
        ("cheap", "0.5", [8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9, 8]),
    ):
        product = firm.product(article)
        weekly(firm, product, quantities, at)
        tell(product, "receipt_cost", cost, at=at)
    tell(firm.product("never"), "receipt_cost", 1, at=at)

    costs.measure(at=at)

    assert classes() == {"dear": "AZ", "fair": "AX", "slow": "BZ", "cheap": "CX"}


def test_the_planned_cost_is_worth_more_than_that_of_the_receipt(firm: Firm, at: datetime) -> None:
    one, two = firm.product("one"), firm.product("two")
    for product, receipt in ((one, 100), (two, 10)):
        weekly(firm, product, [1], at)
        tell(product, "receipt_cost", receipt, at=at)
    tell(two, "planned_cost", 10_000, at=at)

    costs.measure(at=at)

    assert classes() == {"one": "CZ", "two": "AZ"}


def test_measuring_writes_only_what_is_other_and_forgets_what_is_gone(firm: Firm, at: datetime) -> None:
    products = [firm.product(f"620{number}") for number in range(9)]
    for product in products[:3]:
        weekly(firm, product, [1, 1], at)
    with counted() as sent:
        costs.measure(at=at)
    few = len(sent)
    before = list(Demand.objects.extra(select={"place": "ctid::text"}).values_list("product_id", "place"))
    costs.measure(at=at + timedelta(minutes=1))
    assert list(Demand.objects.extra(select={"place": "ctid::text"}).values_list("product_id", "place")) == before

    for product in products[3:]:
        weekly(firm, product, [1, 1], at)
    with counted() as sent:
        costs.measure(at=at)
    assert len(sent) == few, "the number of statements does not grow with goods"
    assert Demand.objects.count() == 9
    costs.measure(at=at + timedelta(days=400))
    assert not Demand.objects.exists()


def test_the_director_sets_the_bounds(firm: Firm, at: datetime) -> None:
    boss = firm.person("boss", "director")
    wanted = BoundsRow(dec(50), dec(30), dec(20), dec(50), 14)

    costs.set_bounds(wanted=wanted, actor=boss, at=at)

    assert queries.bounds() == wanted
    for a, b, x, y, days in ((90, 20, 1, 2, 3), (50, 30, 9, 2, 3), (50, 30, 1, 2, 0), (0, 30, 1, 2, 3)):
        with pytest.raises(Refusal, match=r"costs\.bounds_wrong"):
            costs.set_bounds(wanted=BoundsRow(dec(a), dec(b), dec(x), dec(y), days), actor=boss, at=at)
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        costs.set_bounds(wanted=wanted, actor=firm.person("m", "manager"), at=at)
