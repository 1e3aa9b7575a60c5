"""An order that is wanted together leaves together, and what of it is there first stays held until the rest is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.companies.models import Terms
from optom.domain.journal import actions as outbox
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.models import Line, Order
from optom.domain.orders.rules import OrderLine, When, Wish
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping import rules
from optom.domain.stock import actions as stock
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.domain.orders.reserves import codes
from tests.domain.shipping.deliveries import Delivery
from tests.trade import dec

pytestmark = pytest.mark.django_db
TOGETHER = Wish(When.TOGETHER)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def books_agree(db: None) -> Iterator[None]:
    yield
    assert all_books() == []


@pytest.fixture
def arrival(delivery: Delivery) -> int:
    """Of the seal ten come in five days."""
    return delivery.firm.arrival(delivery.firm.product("S-1", price=10), 10, business_day(delivery.at) + 5 * DAY)


@pytest.fixture
def lines(delivery: Delivery, arrival: int) -> list[int]:
    """Alice wants ten bearings, which stand there, together with four seals, which come."""
    from optom.domain.stock.models import Arrival  # noqa: PLC0415

    bearing, seal = delivery.firm.product("6204", price=10, on_hand=20), Arrival.objects.get(pk=arrival).product_id
    return together(delivery, (bearing, 10), (seal, 4))


def together(delivery: Delivery, *wanted: tuple[int, Any], key: str = "together") -> list[int]:
    picked = [OrderLine(product, dec(quantity)) for product, quantity in wanted]
    act: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at, "wish": TOGETHER}
    placed = orders.place(lines=picked, key=key, **act)
    return [line.id for line in ordered.lines(order=placed.order)]


def order_of(line: int) -> int:
    return Line.objects.get(pk=line).order_id


def came(delivery: Delivery, arrival: int, at: datetime) -> None:
    stock.receive(arrival=arrival, quantity=dec(10), actor=delivery.walter, at=at)


def last_until() -> datetime:
    """When the reserve that lives longest runs out."""
    return max(filter(None, Line.objects.values_list("reserved_until", flat=True)))


def held(line: int) -> Any:
    return Line.objects.get(pk=line).reserved


def test_a_part_is_not_asked_for_before_the_rest_is_there(delivery: Delivery, lines: list[int], arrival: int) -> None:
    bearing, seal = lines
    with pytest.raises(Refusal) as refused:
        delivery.request((bearing, 10))
    assert codes(refused) == ["shipping.wanted_together"]
    assert refused.value.facts == {"order": order_of(bearing), "lines": 1, "articles": "S-1"}
    with pytest.raises(Refusal) as refused:
        delivery.request((bearing, 10), (seal, 4))
    assert codes(refused) == ["shipping.not_on_stock_yet"], "what lacks is told as ever"

    came(delivery, arrival, delivery.at)

    with pytest.raises(Refusal) as refused:
        delivery.request((bearing, 9), (seal, 4))
    assert codes(refused) == ["shipping.wanted_together"]
    with working_as(BUYER, user=delivery.alice):
        [shipment] = delivery.request((bearing, 10), (seal, 4))
    assert delivery.dispatch(shipment).sum == 140


def test_nothing_of_it_is_ready_before_all_of_it_is(delivery: Delivery, lines: list[int], arrival: int) -> None:
    [other] = delivery.order((delivery.firm.product("6205", price=10, on_hand=5), 5))
    at = delivery.at

    assert [line.line for line in shipments.ready_lines(delivery.contract, at)] == [other]
    came(delivery, arrival, at)
    assert [line.line for line in shipments.ready_lines(delivery.contract, at)] == [*lines, other]


def test_a_limit_takes_all_of_it_or_nothing(delivery: Delivery, lines: list[int], arrival: int) -> None:
    came(delivery, arrival, delivery.at)
    [other] = delivery.order((delivery.firm.product("6205", price=10, on_hand=5), 5))
    ready = [(line, rules.ready_of(line)) for line in shipments.ready_lines(delivery.contract, delivery.at)]

    assert rules.whole_within(ready, dec(139)) == {lines[0]: 0, lines[1]: 0, other: 5}
    assert rules.whole_within(ready, dec(165)) == {lines[0]: 10, lines[1]: 4, other: 2}


def test_an_older_order_that_can_t_leave_holds_up_none_that_can(delivery: Delivery) -> None:
    dear, cheap = (delivery.firm.product(name, price=price, on_hand=10) for name, price in (("D-1", 100), ("C-1", 10)))
    [older], [newer] = together(delivery, (dear, 10)), together(delivery, (cheap, 10), key="newer")
    ready = [(line, rules.ready_of(line)) for line in shipments.ready_lines(delivery.contract, delivery.at)]

    assert rules.whole_within(ready, dec(500)) == {older: 0, newer: 10}


def test_what_is_added_and_not_there_yet_keeps_nothing_from_leaving_that_was_asked_for(
    delivery: Delivery, lines: list[int], arrival: int
) -> None:
    came(delivery, arrival, delivery.at)
    bearing, seal = lines
    [shipment] = delivery.request((bearing, 10), (seal, 4))
    act: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    orders.change_quantity(line=bearing, quantity=dec(25), key="more", **act)

    with pytest.raises(Refusal) as refused:
        delivery.dispatch(shipment, {bearing: 9, seal: 4})
    assert codes(refused) == ["shipping.wanted_together"], "what was asked for leaves whole"
    shipping.start_picking(shipment=shipment, actor=delivery.walter, at=delivery.at)
    delivery.dispatch(shipment)
    assert (Line.objects.get(pk=bearing).shipped, held(bearing)) == (10, 10)
    with pytest.raises(Refusal, match=r"shipping\.wanted_together"):
        delivery.request((bearing, 10))


def test_a_request_that_was_taken_back_whole_is_told_so(delivery: Delivery, lines: list[int], arrival: int) -> None:
    came(delivery, arrival, delivery.at)
    [shipment] = delivery.request((lines[0], 10), (lines[1], 4))
    shipping.cancel(shipment=shipment, actor=delivery.alice, at=delivery.at)
    with pytest.raises(Refusal) as refused:
        shipping.start_picking(shipment=shipment, actor=delivery.walter, at=delivery.at)
    assert codes(refused) == ["shipping.not_requested"]


def test_a_part_is_not_picked_or_sent_where_the_rest_was_taken_back(delivery: Delivery) -> None:
    bearing = delivery.firm.product("6308", price=10, on_hand=4, kazan=5)
    [line] = together(delivery, (bearing, 9))
    moscow, kazan = delivery.request((line, 9))
    shipping.cancel(shipment=kazan, actor=delivery.alice, at=delivery.at)

    for act in (
        lambda: shipping.start_picking(shipment=moscow, actor=delivery.walter, at=delivery.at),
        lambda: delivery.dispatch(moscow),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert codes(refused) == ["shipping.wanted_together"]

    [again] = delivery.request((line, 5))
    shipping.start_picking(shipment=moscow, actor=delivery.walter, at=delivery.at)
    delivery.dispatch(moscow)
    delivery.dispatch(again)
    assert Line.objects.get(pk=line).shipped == 9


def test_less_than_all_of_it_does_not_leave(delivery: Delivery, lines: list[int], arrival: int) -> None:
    came(delivery, arrival, delivery.at)
    bearing, seal = lines
    [shipment] = delivery.request((bearing, 10), (seal, 4))

    with pytest.raises(Refusal) as refused:
        delivery.dispatch(shipment, {bearing: 9, seal: 4})
    assert codes(refused) == ["shipping.wanted_together"]
    assert refused.value.facts["articles"] == "6204"

    orders.come_apart(contract=delivery.contract, order=order_of(bearing), actor=delivery.alice, at=delivery.at)
    delivery.dispatch(shipment, {bearing: 9, seal: 4})
    assert Line.objects.get(pk=bearing).shipped == 9


def test_what_is_cancelled_of_it_is_not_waited_for(delivery: Delivery, lines: list[int]) -> None:
    bearing, seal = lines
    orders.cancel(contract=delivery.contract, lines=[seal], actor=delivery.alice, at=delivery.at)

    [shipment] = delivery.request((bearing, 10))
    assert delivery.dispatch(shipment).sum == 100


def test_what_is_there_first_does_not_run_out_and_its_time_runs_from_when_all_is_there(
    delivery: Delivery, lines: list[int], arrival: int
) -> None:
    bearing, seal = lines
    late = last_until() + 9 * DAY

    assert (orders.see_whole(at=late), orders.expire(at=late)) == (0, 0), "the seals are late"
    assert (held(bearing), held(seal)) == (10, 4)
    assert orders.warn(at=late - 10 * DAY) == 0, "nobody is told that it runs out"

    came(delivery, arrival, late)
    assert orders.expire(at=late) == 0, "before anybody has seen it"
    assert orders.see_whole(at=late) == 2
    assert orders.see_whole(at=late + HOUR) == 0, "once"
    hours = Terms.objects.get(contract_id=delivery.contract).reservation_hours
    assert set(Line.objects.values_list("reserved_until", flat=True)) == {late + hours * HOUR}
    assert orders.expire(at=late + (hours - 1) * HOUR) == 0
    assert orders.expire(at=late + hours * HOUR) == 2


def test_what_is_lost_of_it_is_waited_for_again(delivery: Delivery, lines: list[int], arrival: int) -> None:
    bearing, seal = lines
    orders.see_whole(at=delivery.at)
    orders.call_off(arrivals=[arrival], actor=None, at=delivery.at)
    late = delivery.at + 99 * DAY

    assert orders.see_whole(at=late) == orders.expire(at=late) == 0
    assert held(bearing) == 10
    delivery.firm.arrival(Line.objects.get(pk=seal).product_id, 10, business_day(late), at=late)
    orders.serve_waiting(at=late)
    assert orders.expire(at=late + 99 * DAY) == 0, "they are on their way again"


def test_who_was_whole_and_lacks_again_is_kept_and_seen_whole_anew(delivery: Delivery) -> None:
    product = delivery.firm.product("6204", price=10, on_hand=10)
    [line] = together(delivery, (product, 10))
    assert orders.see_whole(at=delivery.at) == 1
    order = Order.objects.get(pk=order_of(line))
    assert order.whole_at == delivery.at

    act: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at + HOUR}
    orders.change_quantity(line=line, quantity=dec(12), key="more", **act)

    assert Order.objects.filter(pk=order.pk, whole_at=None).exists(), "two of it are nowhere"
    assert orders.expire(at=delivery.at + 99 * DAY) == 0


def test_the_buyer_lets_it_come_in_parts(delivery: Delivery, lines: list[int]) -> None:
    bearing, seal = lines
    late = last_until() + 9 * DAY
    act: dict[str, Any] = {"contract": delivery.contract, "order": order_of(bearing), "actor": delivery.alice}

    with working_as(BUYER, user=delivery.alice):
        orders.come_apart(at=late, **act)

    assert orders.expire(at=late) == 0, "he has time to ask for it"
    [shipment] = delivery.request((bearing, 10))
    assert delivery.dispatch(shipment).sum == 100
    assert held(seal) == 4
    with pytest.raises(Refusal, match=r"orders\.not_together"):
        orders.come_apart(at=late, **act)


def test_a_manager_does_so_for_him_and_says_why(delivery: Delivery, lines: list[int]) -> None:
    hunter, walter = delivery.firm.person("hunter", "manager"), delivery.walter
    act: dict[str, Any] = {"contract": delivery.contract, "order": order_of(lines[0]), "at": delivery.at}

    for actor, reason, code in (
        (walter, "Просили", r"accounts\.may_not"),
        (hunter, "", r"orders\.reason_missing"),
        (hunter, "я" * 401, r"input\.too_long"),
    ):
        with pytest.raises(Refusal, match=code):
            orders.come_apart(actor=actor, reason=reason, **act)
    orders.come_apart(actor=hunter, reason="Клиент просил по телефону", **act)

    entry = Entry.objects.get(act="orders.come_apart")
    assert (entry.actor_id, entry.facts["reason"]) == (hunter, "Клиент просил по телефону")
    assert Order.objects.get(pk=act["order"]).together_on is None
    outbox.deliver(at=delivery.at)


def test_a_stranger_can_t_let_it_come_in_parts(delivery: Delivery, lines: list[int]) -> None:
    stranger = delivery.firm.person("stranger")
    theirs = delivery.firm.client("Чужой", "7700000016", stranger)
    for contract, code in ((delivery.contract, r"companies\.may_not"), (theirs, r"orders\.not_together")):
        with pytest.raises(Refusal, match=code):
            orders.come_apart(contract=contract, order=order_of(lines[0]), actor=stranger, at=delivery.at)
    assert Order.objects.get(pk=order_of(lines[0])).together_on
