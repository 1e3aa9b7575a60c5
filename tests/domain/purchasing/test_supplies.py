"""What suppliers have may be promised to clients: how much of it, how long, and for which day."""

from datetime import date, datetime, time, timedelta

import pytest

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, reasons_of
from optom.domain.purchasing import actions, queries
from optom.domain.purchasing.actions import Confirmed, Supplies
from optom.domain.purchasing.models import Need, Reliability, SupplierLine
from optom.domain.stock import actions as goods
from optom.domain.stock import queries as stock
from optom.domain.stock.models import Arrival
from optom.domain.suppliers.models import Offer, Terms
from tests.domain.orders.reserves import Reserves
from tests.statements import counted
from tests.trade import Firm, dec

from .promising import bearing_of, free, has, held, let, listed, ordered, product_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books_agree")]


def test_a_share_of_what_the_list_tells_in_whole_packs_may_be_promised(
    firm: Firm, buyer: Reserves, at: datetime
) -> None:
    bearing, boxed = firm.product("6204", price=200), firm.product("6205", price=200, multiple=10)
    first, second = has(firm, bearing, "Близкий", 9, at), has(firm, boxed, "Близкий", 59, at)
    assert free(bearing, buyer.contract, at) == 0, "nobody has let it be promised"

    let(firm, first, at, share_percent=50)
    assert (free(bearing, buyer.contract, at), free(boxed, buyer.contract, at)) == (4, 20)

    Terms.objects.filter(pk=second.pk).update(minimum=30)
    actions.tell_supplies(offers=[second.pk], products=[boxed], at=at)
    assert free(boxed, buyer.contract, at) == 0, "less than he sells at once"

    actions.let_promise(supplier=first.supplier_id, supplies=None, actor=None, at=at)
    actions.tell_supplies(suppliers=[first.supplier_id], at=at)
    assert free(bearing, buyer.contract, at) == 0


def test_of_an_offer_that_tells_no_quantity_only_as_much_as_the_terms_say(
    firm: Firm, buyer: Reserves, at: datetime
) -> None:
    bearing = firm.product("6204", price=200)
    made = has(firm, bearing, "По заказу", None, at)
    let(firm, made, at)
    assert free(bearing, buyer.contract, at) == 0
    let(firm, made, at, by_order_most=dec(6))
    assert free(bearing, buyer.contract, at) == 6


def test_an_old_list_promises_nothing_and_a_new_one_does_again(firm: Firm, buyer: Reserves, at: datetime) -> None:
    bearing = firm.product("6204", price=200)
    made = has(firm, bearing, "Близкий", 9, at - timedelta(days=4))
    let(firm, made, at, fresh_days=3)
    assert free(bearing, buyer.contract, at) == 0
    listed(made, at)
    actions.tell_routes()
    assert free(bearing, buyer.contract, at) == 9


def test_the_day_is_made_of_the_suppliers_hours_his_lead_his_lateness_and_our_receipt(
    firm: Firm, buyer: Reserves, at: datetime
) -> None:
    bearing = firm.product("6204", price=200)
    made = has(firm, bearing, "Близкий", 9, at)
    Reliability.objects.create(supplier_id=made.supplier_id, percent=dec(80), lines=10, late_days=1)
    let(firm, made, at, cut_off=time(0, 1), receipt_days=1)

    [source] = stock.supplies(contract=buyer.contract, products=[bearing], at=at)

    [(_source, way)] = stock.ways(contract=buyer.contract, product=bearing, at=at)
    assert (way.lead_days, way.late_days, way.receipt_days) == (2, 1, 1)
    assert source.expected_on is not None
    assert source.expected_on > business_day(at) + timedelta(days=4), "tomorrow, two, one, and one of our own"


def test_a_product_that_the_offer_is_no_more_is_not_promised_by_it(firm: Firm, buyer: Reserves, at: datetime) -> None:
    bearing, other = firm.product("6204", price=200), firm.product("6205", price=200)
    made = has(firm, bearing, "Близкий", 9, at)
    let(firm, made, at)
    [line] = buyer.order((bearing, 5))

    Offer.objects.filter(pk=made.pk).update(product_id=other)
    actions.tell_supplies(offers=[made.pk], products=[bearing, other], at=at)

    assert held(line) == 0
    assert (free(bearing, buyer.contract, at), free(other, buyer.contract, at)) == (0, 9)


def test_how_late_nine_of_ten_of_his_lines_are_is_measured(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    made = bearing_of(firm, 9, at)
    bearing = product_of(made)
    buyer.order((bearing, 5))
    order = ordered(firm, paula, at)
    on = business_day(at) + timedelta(days=1)
    bought = SupplierLine.objects.get()
    actions.confirm(order=order, lines=[Confirmed(bought.pk, dec(5), dec(100), on)], actor=paula, at=at)
    arrival = Arrival.objects.get(supply=None)
    goods.receive(arrival=arrival.pk, quantity=dec(5), at=at + timedelta(days=4))

    actions.measure_needs(at=at + timedelta(days=9))

    assert Reliability.objects.get().late_days == 3
    actions.tell_routes()
    assert stock.ways(contract=buyer.contract, product=bearing, at=at)[0][1].late_days == 3


def test_who_may_not_buy_lets_nothing_be_promised_and_bounds_hold(firm: Firm, paula: int, at: datetime) -> None:
    made = has(firm, firm.product("6204"), "Близкий", 9, at)
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        actions.let_promise(supplier=made.supplier_id, supplies=None, actor=firm.person("walter", "warehouse"), at=at)
    wrong = Supplies(0, share_percent=0, fresh_days=90, takes_on=(8,), receipt_days=99, closed_on=[date.min] * 999)
    with pytest.raises(Refusal) as refused:
        actions.let_promise(supplier=made.supplier_id, supplies=wrong, actor=paula, at=at)
    assert [one.code for one in reasons_of(refused.value)] == [
        "stock.warehouse_unknown",
        *["purchasing.out_of_bounds"] * 3,
        "purchasing.no_weekday",
        "purchasing.too_many_days_off",
    ]
    assert queries.supplies_of(made.supplier_id) is None


def test_telling_costs_the_same_statements_for_one_offer_and_for_many(
    firm: Firm, buyer: Reserves, at: datetime
) -> None:
    products = [firm.product(f"P-{number}", price=10) for number in range(12)]
    offers = [has(firm, product, "Близкий", 9, at) for product in products]
    let(firm, offers[0], at)
    with counted() as one:
        actions.tell_supplies(products=products[:1], at=at)
    Terms.objects.update(stock=20)
    with counted() as all_of_them:
        actions.tell_supplies(products=products, at=at)
    assert len(all_of_them) == len(one)
    assert Need.objects.count() == 0
