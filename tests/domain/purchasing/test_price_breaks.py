"""What is short is bought at the price of its quantity, and more than is needed only where that pays."""

from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from statistics import pstdev
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.costs.models import Demand
from optom.domain.purchasing import actions
from optom.domain.purchasing.actions import Agreed, Weighed
from optom.domain.purchasing.models import Agreement, Minimum, Need, SupplierLine, SupplierOrder, Weights
from optom.domain.purchasing.rules import safety_factor
from optom.domain.stock.models import Move
from optom.domain.suppliers.models import Offer, Terms
from tests.trade import Firm, dec

from .landed import Stands, best
from .test_best_offers import offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def paula(firm: Firm) -> int:
    """She buys for us."""
    return firm.person("paula", "purchaser")


def short(product: int, quantity: object, paula: int, at: datetime) -> Need:
    actions.keep_at_least(products=[product], quantity=dec(quantity), actor=paula, at=at)
    return Need.objects.get(product=product)


def terms(made: Offer, **said: object) -> None:
    Terms.objects.filter(offer=made).update(**said)


def _stands(
    key: int, base: Decimal, breaks: list[tuple[int, Decimal]], multiple: int, minimum: int, *rest: bool
) -> Stands:
    rungs = [(dec(0), base), *((dec(start), price) for start, price in breaks)]
    return Stands(key, tuple(rungs), dec(multiple), dec(minimum), *rest)


prices = st.decimals(min_value="50", max_value="100", places=2)
offers = st.builds(
    lambda base, breaks, multiple, minimum, lacking: (base, sorted(breaks.items()), multiple, minimum, lacking),
    prices,
    st.dictionaries(st.integers(2, 60), prices, max_size=3),
    st.sampled_from([1, 1, 5, 12]),
    st.integers(0, 30),
    st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stand=st.lists(offers, min_size=3, max_size=3), needed=st.integers(1, 70), sold=st.integers(0, 500))
def test_sql_chooses_as_the_slow_model_does(
    firm: Firm, at: datetime, paula: int, stand: list[tuple[Any, ...]], needed: int, sold: int
) -> None:
    made = list(Offer.objects.order_by("id"))
    if not made:
        new = firm.product("6204")
        made = [offer(firm, new, name, "1", with_vat=False, at=at) for name in ("А", "Б", "В")]
    for one, (base, breaks, multiple, minimum, lacking) in zip(made, stand, strict=True):
        said = " ".join(f"{start}:{price}" for start, price in breaks)
        terms(one, price=base, breaks=said, multiple=multiple, minimum=minimum, stock=0 if lacking else None)
    product = int(made[0].product_id or 0)
    Demand.objects.update_or_create(product_id=product, defaults={"sold_90": 0, "sold_365": sold})
    Minimum.objects.update_or_create(product_id=product, defaults={"quantity": needed})
    actions.measure_needs(at=at)

    known = [_stands(one.pk, *said) for one, said in zip(made, stand, strict=True)]
    slowly = best(known, dec(needed), sold=dec(sold), money_percent=dec(20))
    found = Need.objects.get()
    assert (found.offer_id, found.to_order, found.landed) == (slowly.key, slowly.quantity, slowly.landed)


def test_a_line_has_the_price_of_its_quantity(firm: Firm, at: datetime, paula: int) -> None:
    product = firm.product("6204")
    terms(offer(firm, product, "Опора", "100", with_vat=False, at=at), breaks="10:95.00 100:90.00")
    short(product, 12, paula, at)
    actions.order_needs(warehouse=firm.moscow, actor=paula, at=at)
    assert SupplierLine.objects.get().price == 95


def test_more_is_ordered_where_the_break_pays_for_it(firm: Firm, at: datetime, paula: int) -> None:
    product = firm.product("6204")
    terms(offer(firm, product, "Опора", "100", with_vat=False, at=at), breaks="10:80.00")
    assert short(product, 7, paula, at).to_order == 7, "what never sells is lost beyond the need"
    Demand.objects.create(product_id=product, sold_90=dec(0), sold_365=dec(100))
    assert short(product, 7, paula, at).to_order == 10, "three more wait for some days"


def test_whose_least_order_is_not_reached_is_left_for_the_next_best(firm: Firm, at: datetime, paula: int) -> None:
    bearing, belt = firm.product("6204"), firm.product("A-12")
    near = offer(firm, bearing, "Близкий", "100", with_vat=False, at=at)
    offer(firm, belt, "Далёкий", "50", with_vat=False, at=at)
    offer(firm, bearing, "Далёкий", "105", with_vat=False, at=at)
    actions.agree(supplier=near.supplier_id, agreed=Agreed(minimum_sum=dec(5000)), actor=paula, at=at)
    for product in (bearing, belt):
        short(product, 10, paula, at)
    actions.order_needs(warehouse=firm.moscow, actor=paula, at=at)
    assert SupplierOrder.objects.get().supplier.name == "Далёкий", "five per cent dearer, but it can be sent"


def test_whose_goods_are_much_dearer_does_not_get_them(firm: Firm, at: datetime, paula: int) -> None:
    bearing = firm.product("6204")
    near = offer(firm, bearing, "Близкий", "100", with_vat=False, at=at)
    offer(firm, bearing, "Далёкий", "115", with_vat=False, at=at)
    actions.agree(supplier=near.supplier_id, agreed=Agreed(minimum_sum=dec(5000)), actor=paula, at=at)
    short(bearing, 10, paula, at)
    actions.order_needs(warehouse=firm.moscow, actor=paula, at=at)
    assert SupplierOrder.objects.get().supplier.name == "Близкий", "the draft waits until more is short"


def test_what_sells_unevenly_is_kept_for_that(firm: Firm, at: datetime, paula: int) -> None:
    product = firm.product("6204", on_hand=1000)
    for week in range(1, 13, 2):
        left = {"product_id": product, "warehouse_id": firm.moscow, "kind": "dispatch"}
        Move.objects.create(at=at - timedelta(weeks=week, days=1), quantity=-14, **left)
    Demand.objects.create(product_id=product, sold_90=dec(90), sold_365=dec(365))
    Weights.objects.update(cover_days=28)
    found = short(product, 1040, paula, at)
    mean, deviation = Decimal(28), Decimal(pstdev([0, 14] * 6 + [0]))
    beyond = safety_factor(Weights.objects.get().service_percent) * deviation * 2
    assert found.safety == ceil(beyond) > 0
    assert found.forecast == ceil(mean + beyond)


def test_agreements_keep_their_bounds(firm: Firm, at: datetime, paula: int) -> None:
    made = offer(firm, firm.product("6204"), "Опора", "100", at=at)
    agreed = Agreed(tolerance_percent=dec("1.5"), tolerance_days=0, awaits_rest=False)
    actions.agree(supplier=made.supplier_id, agreed=agreed, actor=paula, at=at)
    assert Agreement.objects.get().tolerance_percent == dec("1.5")
    low = Weighed(money_percent=dec(20), failure_percent=dec(5), cover_days=30, service_percent=dec(40))
    with pytest.raises(Refusal, match=r"purchasing\.service_too_low"):
        actions.weigh(weighed=low, actor=paula, at=at)
