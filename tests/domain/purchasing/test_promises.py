"""What was promised of a supplier's goods is ordered of him, and told anew as he answers."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from optom.base.business_day import business_day, day_begins_at
from optom.domain.journal import actions as outbox
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Line
from optom.domain.purchasing import actions, queries
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.models import Need, Purpose, SupplierLine
from optom.domain.stock import actions as goods
from optom.domain.stock import queries as stock
from optom.domain.stock.models import Arrival, Supply
from optom.domain.suppliers.models import Offer, Terms
from tests.domain.orders.reserves import Reserves
from tests.trade import Firm, dec

from .promising import bearing_of, confirmed, free, has, held, let, listed, now_has, ordered, product_of
from .test_best_offers import offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books_agree")]


def test_what_clients_were_promised_is_ordered_for_them_and_moves_onto_what_is_confirmed(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    bearing = firm.product("6204", price=200, on_hand=3)
    made = has(firm, bearing, "Далёкий", 9, at, price="150")
    has(firm, bearing, "Дешёвый", None, at, price="90")
    let(firm, made, at)
    [line] = buyer.order((bearing, 10))
    assert (held(line), free(bearing, buyer.contract, at)) == (10, 2)
    day = Arrival.objects.get(supply__isnull=False).expected_on

    order = ordered(firm, paula, at)

    bought = SupplierLine.objects.get()
    assert (bought.offer_id, bought.quantity) == (made.pk, 7), "of him whose day was told, though another is cheaper"
    assert list(Purpose.objects.values_list("line", "quantity", "promised")) == [(line, 7, 7)]
    assert actions.measure_needs(at=at) == 0, "nothing is short twice"
    mail.outbox.clear()

    later = day + timedelta(days=3)
    actions.confirm(order=order, lines=[Confirmed(bought.pk, dec(7), dec(150), later)], actor=paula, at=at)

    arrival = Arrival.objects.get(supply=None)
    assert [(one.arrival, one.quantity, one.expected_on) for one in stock.holds_of([line])] == [
        (None, 3, None),
        (arrival.pk, 7, later),
    ]
    assert Supply.objects.get(source=made.pk).taken == 0
    assert Line.objects.get(pk=line).reserved_until == day_begins_at(later + timedelta(days=3))
    [entry] = Entry.objects.filter(act="orders.redate")
    assert entry.facts["days"] == {str(line): [str(day), str(later)]}
    outbox.deliver(at=at)
    [letter] = [one for one in mail.outbox if "alice@example.org" in one.to]
    assert "6204" in letter.body
    assert "Далёкий" not in letter.body


def test_what_a_supplier_does_not_confirm_is_lost_by_who_came_last_and_promised_of_another(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    made = bearing_of(firm, 9, at)
    bearing = product_of(made)
    [first], [second] = buyer.order((bearing, 4)), buyer.order((bearing, 5))
    ordered(firm, paula, at)

    confirmed(paula, 6, at, days=5)

    assert (held(first), held(second)) == (4, 2)
    assert {one.expected_on for one in stock.holds_of([first, second])} == {business_day(at) + timedelta(days=5)}
    actions.tell_supplies(products=[bearing], at=at)
    assert orders.serve_waiting(at=at) == 0, "what he has refused is not promised of his old list again"
    other = has(firm, bearing, "Другой", 8, at)
    let(firm, other, at)
    assert orders.serve_waiting(at=at) == 1
    assert held(second) == 5


def test_what_was_promised_is_ordered_whatever_comes_free_meanwhile(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    made = bearing_of(firm, 9, at)
    bearing = product_of(made)
    [line] = buyer.order((bearing, 5))
    firm.arrival(bearing, 10, business_day(at))

    actions.measure_needs(at=at)
    assert [need.quantity for need in Need.objects.all()] == [5], "nothing else moves onto the promise"
    ordered(firm, paula, at)
    actions.measure_needs(at=at)
    assert not Need.objects.exists()
    confirmed(paula, 5, at)
    assert held(line) == 5


def test_what_was_ordered_of_him_for_clients_stays_theirs_when_his_list_leaves_it_out(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    made = bearing_of(firm, 5, at)
    bearing = product_of(made)
    [line] = buyer.order((bearing, 5))
    ordered(firm, paula, at)
    hour = at + timedelta(hours=1)
    Terms.objects.filter(pk=made.pk).update(is_listed=False)
    listed(made, hour)

    assert actions.tell_supplies(offers=[made.pk], products=[bearing], at=hour)
    assert held(line) == 5


def test_who_lets_no_more_be_promised_breaks_no_promise(firm: Firm, buyer: Reserves, at: datetime) -> None:
    made = bearing_of(firm, 9, at)
    bearing = product_of(made)
    [line] = buyer.order((bearing, 5))

    actions.let_promise(supplier=made.supplier_id, supplies=None, actor=None, at=at)
    actions.tell_supplies(suppliers=[made.supplier_id], at=at)

    assert (held(line), free(bearing, buyer.contract, at)) == (5, 0)


def test_a_supplier_s_no_takes_nothing_of_what_another_was_to_bring(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    bearing = firm.product("6204", price=200)
    made, other = has(firm, bearing, "Близкий", 5, at), has(firm, bearing, "Другой", 9, at, price="150")
    let(firm, made, at)
    [line] = buyer.order((bearing, 5))
    ordered(firm, paula, at)
    Purpose.objects.update(promised=0)  # as it was written before he had promised anything
    let(firm, other, at)
    now_has(made, 0, at + timedelta(minutes=1))
    assert {one.source: one.taken for one in Supply.objects.all()}[other.pk] == 5
    Purpose.objects.update(promised=5)

    confirmed(paula, 0, at)

    assert held(line) == 5


def test_who_was_promised_a_part_and_waits_for_the_rest_gets_what_is_confirmed(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    made = bearing_of(firm, 6, at)
    bearing = product_of(made)
    [line] = buyer.order((bearing, 10))
    ordered(firm, paula, at)
    assert (held(line), SupplierLine.objects.get().quantity) == (6, 10)

    confirmed(paula, 8, at)

    assert held(line) == 8


def test_a_promise_does_not_move_into_a_warehouse_from_which_the_contract_takes_nothing(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    made = bearing_of(firm, 9, at)
    goods.set_warehouses(contract=buyer.contract, warehouses=[firm.moscow], actor=None, at=at)
    [line] = buyer.order((product_of(made), 5))
    actions.measure_needs(at=at)
    [order] = actions.order_needs(warehouse=firm.kazan, actor=paula, at=at)
    actions.send(order=order.order, actor=paula, at=at)

    confirmed(paula, 5, at)

    [hold] = stock.holds_of([line])
    assert (held(line), hold.warehouse) == (5, firm.moscow)
    actions.measure_needs(at=at)
    assert [need.quantity for need in Need.objects.all()] == [5], "of what he may take nothing is ordered yet"


def test_a_confirmation_that_was_thought_over_for_long_comes_today_at_the_soonest(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    line, bought, _made = doubted(firm, buyer, paula, at)
    late = at + timedelta(days=12)

    actions.accept_lines(order=bought.order_id, lines=[bought.pk], reason="Стоит у ворот", actor=paula, at=late)

    [hold] = stock.holds_of([line])
    assert (held(line), hold.expected_on) == (5, business_day(late))


def doubted(firm: Firm, buyer: Reserves, paula: int, at: datetime) -> tuple[int, SupplierLine, Offer]:
    """Alice was promised five of a supplier's bearings, who confirms them for half as much again."""
    made = bearing_of(firm, 9, at)
    bearing = product_of(made)
    [line] = buyer.order((bearing, 5))
    ordered(firm, paula, at)
    bought = confirmed(paula, 5, at, price=150, days=5)
    assert queries.waiting() == 1
    now_has(made, 4, at + timedelta(hours=1))
    return line, bought, made


def test_while_a_person_thinks_over_a_dearer_confirmation_the_promise_stands_and_then_moves(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    line, bought, _made = doubted(firm, buyer, paula, at)
    [before] = stock.holds_of([line])
    assert (held(line), Arrival.objects.get(pk=before.arrival or 0).supply is not None) == (5, True)

    actions.accept_lines(order=bought.order_id, lines=[bought.pk], reason="Нужно", actor=paula, at=at)

    [after] = stock.holds_of([line])
    assert (held(line), after.expected_on) == (5, business_day(at) + timedelta(days=5))
    assert Arrival.objects.get(pk=after.arrival or 0).supply is None


def test_a_promise_whose_confirmation_is_turned_down_is_lost_and_told(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    line, bought, _made = doubted(firm, buyer, paula, at)

    actions.drop_lines(order=bought.order_id, lines=[bought.pk], reason="Дорого", actor=paula, at=at)

    assert held(line) == 0
    assert Entry.objects.filter(act="orders.lose").count() == 1


def test_what_is_ordered_of_another_instead_is_held_for_whom_it_was_promised(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    line, bought, made = doubted(firm, buyer, paula, at)
    other = offer(firm, made.product_id or 0, "Другой", "120", stock=9, with_vat=False, at=at)
    act: dict[str, Any] = {"actor": paula, "at": at}
    [moved] = actions.move_lines(order=bought.order_id, lines=[bought.pk], reason="Дешевле", **act)
    assert (held(line), SupplierLine.objects.get(order=moved.order).offer_id) == (0, other.pk)

    actions.send(order=moved.order, **act)
    [instead] = SupplierLine.objects.filter(order=moved.order)
    on = business_day(at) + timedelta(days=2)
    actions.confirm(order=moved.order, lines=[Confirmed(instead.pk, dec(5), dec(120), on)], **act)

    assert held(line) == 5


def test_when_his_next_list_has_less_the_last_promise_is_broken_and_told(
    firm: Firm, buyer: Reserves, at: datetime
) -> None:
    made = bearing_of(firm, 9, at)
    bearing = product_of(made)
    [first], [second] = buyer.order((bearing, 4)), buyer.order((bearing, 5))

    now_has(made, 6, at)

    assert (held(first), held(second)) == (4, 2)
    assert Entry.objects.filter(act="orders.lose").count() == 1
    [touch] = Entry.objects.filter(act="purchasing.unserved")
    assert touch.facts == {"lines": [second], "reason": "no_supplier_has_it"}
    assert Supply.objects.get().quantity == 6


def test_where_another_supplier_has_it_the_promise_moves_and_nobody_has_to_look(
    firm: Firm, buyer: Reserves, at: datetime
) -> None:
    bearing = firm.product("6204", price=200)
    made, other = has(firm, bearing, "Близкий", 9, at), has(firm, bearing, "Другой", 9, at)
    let(firm, made, at)
    [line] = buyer.order((bearing, 5))
    let(firm, other, at)

    now_has(made, 0, at)

    assert held(line) == 5
    assert {one.source: one.taken for one in Supply.objects.all()} == {made.pk: 0, other.pk: 5}
    assert not Entry.objects.filter(act="purchasing.unserved").exists()


def test_what_was_ordered_of_him_is_neither_promised_twice_nor_lost_to_his_next_list(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    made = bearing_of(firm, 9, at)
    bearing = product_of(made)
    [line] = buyer.order((bearing, 5))
    hour = timedelta(hours=1)
    order = ordered(firm, paula, at + hour)
    actions.tell_supplies(products=[bearing], at=at + hour)
    assert free(bearing, buyer.contract, at + hour) == 4

    now_has(made, 4, at + 2 * hour)
    assert held(line) == 5, "his list does not name any more what we have ordered"
    assert free(bearing, buyer.contract, at + 2 * hour) == 4

    bought = SupplierLine.objects.get()
    on = business_day(at) + timedelta(days=3)
    actions.confirm(order=order, lines=[Confirmed(bought.pk, dec(5), dec(100), on)], actor=paula, at=at + 3 * hour)
    actions.tell_supplies(products=[bearing], at=at + 3 * hour)
    assert free(bearing, buyer.contract, at + 3 * hour) == 4
