"""Goods that a shipment has asked for stay where it asked for them, whatever becomes of the rest of the line."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from optom.domain.companies.models import Contract, Terms
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Line
from optom.domain.shipping import actions as shipping
from optom.domain.stock import queries as goods
from optom.domain.stock.models import Balance
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.trade import dec

FIVE = dec(5)
Act = Callable[[Delivery, int], Any]


def own(delivery: Delivery) -> dict[str, Any]:
    return {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}


@pytest.fixture
def line(delivery: Delivery) -> int:
    """Five of it are held in Moscow and five in Kazan, which were held last."""
    return delivery.order((delivery.firm.product("6204", price=100, on_hand=5, kazan=5), 10))[0]


@pytest.fixture
def from_kazan(delivery: Delivery, line: int) -> int:
    """A shipment that has asked for the five of Kazan."""
    moscow, kazan = delivery.request((line, 10))
    shipping.cancel(shipment=moscow, actor=delivery.alice, at=delivery.at)
    return kazan


def stands(delivery: Delivery, line: int) -> dict[str, int]:
    """What the line holds on hand, by warehouse."""
    names = {delivery.firm.moscow: "Moscow", delivery.firm.kazan: "Kazan"}
    return {names[hold.warehouse]: int(hold.quantity) for hold in goods.holds_of([line])}


def release(delivery: Delivery, line: int) -> None:
    orders.release(quantities={line: FIVE}, **own(delivery))


def move(delivery: Delivery, line: int) -> None:
    company = Contract.objects.get(pk=delivery.contract).company_id
    target = delivery.firm.contract(company, "119")
    orders.move(target=target, quantities={line: FIVE}, key="k", **own(delivery))


def cancel(delivery: Delivery, line: int) -> None:
    orders.cancel(lines=[line], **own(delivery))


def expire(delivery: Delivery, line: int) -> None:
    assert orders.expire(at=delivery.at + timedelta(days=30)) == len([line])


def give_up(delivery: Delivery, line: int) -> None:
    instead = orders.Instead(delivery.firm.product("6205", price=100, on_hand=5), FIVE, give_up=FIVE)
    orders.replace(line=line, instead=instead, key="k", **own(delivery))


def want_less(delivery: Delivery, line: int) -> None:
    orders.change_quantity(line=line, quantity=FIVE, key="k", **own(delivery))


def split(delivery: Delivery, line: int) -> None:
    orders.split(quantities={line: dec(4)}, key="k", **own(delivery))


@pytest.mark.parametrize("act", [release, move, cancel, expire, give_up, want_less, split])
def test_what_kazan_was_asked_for_leaves_kazan_whatever_was_done_with_the_rest(
    delivery: Delivery, line: int, from_kazan: int, act: Act
) -> None:
    act(delivery, line)

    assert stands(delivery, line)["Kazan"] == 5
    delivery.dispatch(from_kazan)
    assert Balance.objects.get(warehouse_id=delivery.firm.kazan).on_hand == 0
    assert Line.objects.get(pk=line).shipped == 5
    assert all_books() == []


def test_goods_that_were_given_back_are_those_that_nobody_asked_for(
    delivery: Delivery, line: int, from_kazan: int
) -> None:
    orders.release(quantities={line: dec(3)}, **own(delivery))

    assert stands(delivery, line) == {"Moscow": 2, "Kazan": 5}
    assert Balance.objects.get(warehouse_id=delivery.firm.moscow).held == 2
    delivery.dispatch(from_kazan)


def test_what_is_coming_latest_is_still_given_back_first(delivery: Delivery) -> None:
    bearing = delivery.firm.product("6204", price=100, on_hand=5)
    arrival = delivery.firm.arrival(bearing, 5, delivery.at.date() + timedelta(days=9))
    [line] = delivery.order((bearing, 10))
    delivery.request((line, 3))

    orders.release(quantities={line: dec(6)}, **own(delivery))

    assert [(hold.arrival, hold.quantity) for hold in goods.holds_of([line])] == [(None, 4)]
    assert arrival not in {hold.arrival for hold in goods.holds_of([line])}
    assert all_books() == []


def test_what_was_not_found_in_moscow_is_given_back_there_and_not_in_kazan(delivery: Delivery, line: int) -> None:
    Terms.objects.filter(contract_id=delivery.contract).update(undispatched="release")
    moscow, kazan = delivery.request((line, 10))

    delivery.dispatch(moscow, {line: 3})

    assert stands(delivery, line) == {"Kazan": 5}
    assert Balance.objects.get(warehouse_id=delivery.firm.moscow).held == 0
    delivery.dispatch(kazan)
    assert all_books() == []


def test_what_was_not_found_stays_held_and_free_to_be_asked_for_again(delivery: Delivery, line: int) -> None:
    moscow, kazan = delivery.request((line, 10))
    delivery.dispatch(moscow, {line: 3})

    [again] = delivery.request((line, 2))
    delivery.dispatch(kazan)
    delivery.dispatch(again)

    assert Line.objects.get(pk=line).shipped == 10
    assert all_books() == []


def test_what_was_taken_back_is_anybodys_of_the_line_again(delivery: Delivery, line: int, from_kazan: int) -> None:
    shipping.cancel(shipment=from_kazan, actor=delivery.alice, at=delivery.at)

    orders.release(quantities={line: dec(4)}, **own(delivery))

    assert stands(delivery, line) == {"Moscow": 5, "Kazan": 1}
    assert all_books() == []
