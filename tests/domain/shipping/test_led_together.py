"""An order that comes in parts is led back: all of it leaves together, while nothing of it has left."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.models import Line, Order
from optom.domain.shipping import actions as shipping
from optom.domain.stock import actions as stock
from optom.domain.stock.models import Arrival
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.domain.orders.reserves import codes
from tests.domain.shipping.deliveries import Delivery
from tests.statements import counted
from tests.trade import dec

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def books_agree(db: None) -> Iterator[None]:
    yield
    assert all_books() == []


@pytest.fixture
def arrival(delivery: Delivery) -> int:
    return delivery.firm.arrival(delivery.firm.product("S-1", price=10), 10, business_day(delivery.at) + 5 * DAY)


@pytest.fixture
def lines(delivery: Delivery, arrival: int) -> list[int]:
    """Ten bearings, which stand there, and four seals, which come in five days: each when it is there."""
    bearing, seal = delivery.firm.product("6204", price=10, on_hand=20), Arrival.objects.get(pk=arrival).product_id
    return delivery.order((bearing, 10), (seal, 4))


def led(delivery: Delivery, line: int, *, at: datetime | None = None, actor: int | None = None, **more: Any) -> Order:
    order = Line.objects.get(pk=line).order_id
    act: dict[str, Any] = {"contract": delivery.contract, "actor": actor or delivery.alice, "at": at or delivery.at}
    orders.come_together(order=order, **{**act, **more})
    return Order.objects.get(pk=order)


def test_what_stands_is_kept_until_the_rest_is_there_and_leaves_with_it(
    delivery: Delivery, lines: list[int], arrival: int
) -> None:
    bearing, seal = lines
    before: dict[int, Any] = {line.pk: line.reserved_until for line in Line.objects.all()}
    assert before[bearing] < before[seal]

    with working_as(BUYER, user=delivery.alice):
        order = led(delivery, bearing)

    assert (order.together_on, order.whole_at) == (business_day(delivery.at) + 5 * DAY, None)
    assert set(Line.objects.values_list("reserved_until", flat=True)) == {before[seal]}
    late = before[seal] + 9 * DAY
    assert (orders.see_whole(at=late), orders.expire(at=late)) == (0, 0), "the seals are late"
    with pytest.raises(Refusal) as refused:
        delivery.request((bearing, 10))
    assert codes(refused) == ["shipping.wanted_together"]

    stock.receive(arrival=arrival, quantity=dec(10), actor=delivery.walter, at=late)
    assert orders.see_whole(at=late) == 2
    [shipment] = delivery.request((bearing, 10), (seal, 4))
    assert delivery.dispatch(shipment).sum == 140


def test_there_and_back_as_often_as_one_likes(delivery: Delivery, lines: list[int]) -> None:
    bearing, _seal = lines
    act: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    for _turn in range(2):
        assert led(delivery, bearing).together_on
        with pytest.raises(Refusal, match=r"orders\.not_apart"):
            led(delivery, bearing)
        orders.come_apart(order=Line.objects.get(pk=bearing).order_id, **act)
    [shipment] = delivery.request((bearing, 10))
    assert delivery.dispatch(shipment).sum == 100


def test_what_a_shipment_has_asked_for_is_taken_back_first_and_what_has_left_can_t_be(
    delivery: Delivery, lines: list[int]
) -> None:
    bearing, seal = lines
    [shipment] = delivery.request((bearing, 4))
    with pytest.raises(Refusal) as refused:
        led(delivery, seal)
    assert (codes(refused), refused.value.facts["articles"]) == (["orders.left_in_part"], "6204")

    shipping.cancel(shipment=shipment, actor=delivery.alice, at=delivery.at)
    assert led(delivery, seal).together_on
    orders.come_apart(
        contract=delivery.contract, order=Line.objects.get(pk=seal).order_id, actor=delivery.alice, at=delivery.at
    )
    [shipment] = delivery.request((bearing, 4))
    delivery.dispatch(shipment)
    with pytest.raises(Refusal) as refused:
        led(delivery, seal)
    assert codes(refused) == ["orders.left_in_part"]


def test_there_is_no_day_for_what_nobody_has_and_nothing_to_keep_where_nothing_is_held(delivery: Delivery) -> None:
    product = delivery.firm.product("6205", price=10, on_hand=5)
    [line] = delivery.order((product, 8))
    with pytest.raises(Refusal) as refused:
        led(delivery, line)
    assert codes(refused) == ["orders.never_together"]
    assert refused.value.facts == {"lines": 1, "products": [product]}

    orders.cancel(contract=delivery.contract, lines=[line], actor=delivery.alice, at=delivery.at)
    with pytest.raises(Refusal) as refused:
        led(delivery, line)
    assert codes(refused) == ["orders.holds_nothing"]


def test_a_manager_says_why_and_a_stranger_can_t(delivery: Delivery, lines: list[int]) -> None:
    hunter, stranger = delivery.firm.person("hunter", "manager"), delivery.firm.person("stranger")
    theirs = delivery.firm.client("Чужой", "7700000016", stranger)
    for given, code in (
        ({"actor": delivery.walter, "reason": "Просили"}, r"accounts\.may_not"),
        ({"actor": hunter, "reason": " "}, r"orders\.reason_missing"),
        ({"actor": hunter, "reason": "я" * 401}, r"input\.too_long"),
        ({"actor": stranger}, r"companies\.may_not"),
        ({"actor": stranger, "contract": theirs}, r"orders\.not_apart"),
    ):
        with pytest.raises(Refusal, match=code):
            led(delivery, lines[0], **given)
    assert Order.objects.get().together_on is None

    assert led(delivery, lines[0], actor=hunter, reason="Одной машиной").together_on

    entry = Entry.objects.get(act="orders.come_together")
    assert (entry.actor_id, entry.facts["reason"]) == (hunter, "Одной машиной")


def test_the_page_offers_it_where_something_would_leave_before_the_rest(delivery: Delivery, lines: list[int]) -> None:
    own = {"contract": delivery.contract, "order": Line.objects.get(pk=lines[0]).order_id}
    with working_as(BUYER, user=delivery.alice), counted() as sent:
        apart = ordered.apart_of(**own)
    assert len(sent) == 1
    assert apart
    assert apart.is_split
    led(delivery, lines[0])
    assert ordered.apart_of(**own) is None

    [alone] = delivery.order((delivery.firm.product("6205", price=10, on_hand=5), 5))
    found = ordered.apart_of(contract=delivery.contract, order=Line.objects.get(pk=alone).order_id)
    assert found
    assert not found.is_split, "all of it stands"


def test_a_line_tells_what_of_it_stands_and_what_comes_when(delivery: Delivery) -> None:
    today = business_day(delivery.at)
    seal = delivery.firm.product("S-2", price=10, on_hand=3)
    delivery.firm.arrival(seal, 5, today + 2 * DAY)
    delivery.firm.arrival(seal, 4, today + 6 * DAY)
    here = delivery.order((delivery.firm.product("A", price=1, on_hand=2), 2))
    both = delivery.order((seal, 10))
    short = delivery.order((seal, 7))
    none = delivery.order((seal, 1))
    with working_as(BUYER, user=delivery.alice):
        told = {
            one.id: (one.reserved, one.standing, one.coming, one.comes_on, one.lacking)
            for one in ordered.lines_named(contract=delivery.contract, lines=[*here, *both, *short, *none])
        }
    assert told == {
        here[0]: (2, 2, 0, None, 0),
        both[0]: (10, 3, 7, today + 6 * DAY, 7),
        short[0]: (2, 0, 2, today + 6 * DAY, 7),
        none[0]: (0, 0, 0, None, 1),
    }
