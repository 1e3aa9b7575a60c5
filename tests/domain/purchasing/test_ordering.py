"""What is short is ordered of who lands it at the least, for those who wait, and comes as he confirms it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from optom.base.business_day import business_day
from optom.base.listing import Listed
from optom.base.refusal import Refusal, reasons_of
from optom.domain.costs.models import Demand
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.domain.purchasing import actions, queries
from optom.domain.purchasing.actions import Agreed, Came, Confirmed
from optom.domain.purchasing.models import Need, Purpose, Reliability, SupplierLine
from optom.domain.stock.models import Arrival
from optom.domain.suppliers.models import Terms
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db


@pytest.fixture
def paula(firm: Firm) -> int:
    """She buys for us."""
    return firm.person("paula", "purchaser")


@pytest.fixture
def walter(firm: Firm) -> int:
    """He receives goods."""
    return firm.person("walter", "warehouse")


def ask(contract: int, alice: int, product: int, quantity: int, at: datetime, key: str = "a") -> None:
    line = [OrderLine(product, dec(quantity))]
    orders.place(contract=contract, lines=line, key=key, actor=alice, at=at)


def shown(listed: Listed, key: int) -> Any:
    return listed.one(key)


def ordered(firm: Firm, paula: int, at: datetime) -> int:
    actions.measure_needs(at=at)
    return actions.order_needs(warehouse=firm.moscow, actor=paula, at=at)[0].order


def test_short_is_what_waits_and_the_greater_of_minimum_and_forecast(
    firm: Firm, contract: int, alice: int, paula: int, bearing: int, at: datetime
) -> None:
    ask(contract, alice, bearing, 7, at)
    actions.keep_at_least(products=[bearing], quantity=dec(20), actor=paula, at=at)
    assert actions.measure_needs(at=at) == 1
    assert Need.objects.get().quantity == 27

    Demand.objects.create(product_id=bearing, sold_90=dec(90), sold_365=dec(365))
    firm.arrival(bearing, 5, business_day(at) + timedelta(days=3), at=at)
    actions.measure_needs(at=at)
    need = Need.objects.get()
    assert (need.waiting, need.forecast, need.coming) == (7, 30, 5), "thirty days at one a day"
    assert need.quantity == 32

    actions.keep_at_least(products=[bearing], quantity=dec(0), actor=paula, at=at)
    Demand.objects.all().delete()
    actions.measure_needs(at=at)
    assert Need.objects.get().quantity == 2, "what waits, less what comes"


def test_an_order_is_made_of_needs_in_whole_packs_for_who_waits(
    firm: Firm, contract: int, alice: int, paula: int, bearing: int, at: datetime
) -> None:
    Terms.objects.update(multiple=10)
    ask(contract, alice, bearing, 7, at)
    ask(contract, alice, bearing, 6, at + timedelta(minutes=1), key="b")
    ordered(firm, paula, at)
    line = SupplierLine.objects.get()
    assert (line.quantity, line.price, line.offer.supplier.name) == (20, 100, "Близкий")
    assert list(Purpose.objects.order_by("line").values_list("quantity", flat=True)) == [7, 6]
    assert not Need.objects.exists()
    assert actions.measure_needs(at=at) == 0, "the draft counts"
    with pytest.raises(Refusal, match=r"purchasing\.nothing_to_order"):
        actions.order_needs(warehouse=firm.moscow, actor=paula, at=at)


def test_an_order_below_the_minimum_is_told_what_it_lacks(
    firm: Firm, contract: int, alice: int, paula: int, bearing: int, at: datetime
) -> None:
    ask(contract, alice, bearing, 7, at)
    order = ordered(firm, paula, at)
    supplier = SupplierLine.objects.get().offer.supplier_id
    actions.agree(supplier=supplier, agreed=Agreed(minimum_sum=dec(1000)), actor=paula, at=at)
    with pytest.raises(Refusal) as refused:
        actions.send(order=order, actor=paula, at=at)
    assert refused.value.facts["lacking"] == 300
    actions.cancel(order=order, actor=paula, at=at)
    assert actions.measure_needs(at=at) == 1, "it is short again"


def test_what_is_confirmed_comes_and_is_promised_to_who_waits(
    firm: Firm, contract: int, alice: int, paula: int, walter: int, bearing: int, at: datetime
) -> None:
    ask(contract, alice, bearing, 7, at)
    order = ordered(firm, paula, at)
    actions.send(order=order, actor=paula, at=at)
    line = SupplierLine.objects.get()
    on = business_day(at) + timedelta(days=5)
    actions.confirm(order=order, lines=[Confirmed(line.pk, dec(6), dec(99), on)], actor=paula, at=at)

    arrival = Arrival.objects.get()
    assert (arrival.quantity, arrival.expected_on, arrival.reference) == (6, on, f"PO-{order}")
    assert shown(queries.lines(order), line.pk).confirmed == 6
    actions.measure_needs(at=at)
    assert Need.objects.get().quantity == 1, "seven wait, six come"

    came = [Came(line.pk, dec(4), still=dec(6))]
    actions.receive(order=order, came=came, awaits_rest=False, actor=walter, at=at + timedelta(days=5))
    row = shown(queries.lines(order), line.pk)
    assert (row.came, row.discrepancy) == (4, -2)
    assert shown(queries.orders(), order).state == "received"
    actions.measure_needs(at=at + timedelta(days=7))
    assert Reliability.objects.get().percent == 0, "two of six never came"


def test_a_line_that_is_not_confirmed_does_not_come(
    firm: Firm, contract: int, alice: int, paula: int, bearing: int, at: datetime
) -> None:
    ask(contract, alice, bearing, 7, at)
    order = ordered(firm, paula, at)
    with pytest.raises(Refusal, match=r"purchasing\.not_in_state"):
        actions.confirm(order=order, lines=[], actor=paula, at=at)
    actions.send(order=order, actor=paula, at=at)
    wrong = Confirmed(0, dec(1), Decimal(0), business_day(at) - timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        actions.confirm(order=order, lines=[wrong], actor=paula, at=at)
    assert len(reasons_of(refused.value)) == 3
    actions.confirm(order=order, lines=[], actor=paula, at=at)
    assert not Arrival.objects.exists()
    assert shown(queries.orders(), order).state == "received"


def test_offers_are_compared_on_landed_cost(firm: Firm, bearing: int, at: datetime) -> None:
    Demand.objects.create(product_id=bearing, sold_90=dec(90), sold_365=dec(365))
    rows = sorted(queries.offers(business_day(at)).all(), key=lambda row: row.landed)
    assert [(row.supplier, row.gap_percent, row.at_stake) for row in rows] == [("Близкий", 0, 0), ("Далёкий", 10, 3650)]
    best = next(row for row in queries.agreements(business_day(at)).all() if row.name == "Близкий")
    assert (best.products, best.spend, best.one_percent) == (1, 36500, 365)
