"""An order that is wanted together: what its page says, and how the buyer and the firm let it come in parts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Line, Order
from optom.domain.orders.rules import OrderLine, When, Wish
from optom.interfaces.kit import formats
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def order(firm: Firm, contract: int, alice: int) -> int:
    """Five stand there, three seals come in five days."""
    now = timezone.now()
    bearing, seal = firm.product("6308", price=10, on_hand=5), firm.product("S-1", price=10)
    firm.arrival(seal, 10, business_day(now) + timedelta(days=5))
    lines = [OrderLine(bearing, dec(5)), OrderLine(seal, dec(3))]
    act: dict[str, Any] = {"contract": contract, "actor": alice, "at": now}
    return orders.place(lines=lines, key="t", wish=Wish(When.TOGETHER), **act).order


def page(client: Client, address: str) -> str:
    return client.get(address, headers={"Accept": "text/html"}).content.decode()


def test_a_part_is_refused_with_the_way_out_which_stands_on_the_page_of_the_order(
    enter: Enter, contract: int, alice: int, order: int
) -> None:
    client, line = enter(alice), Line.objects.filter(order_id=order).order_by("id")[0].pk
    asked = {"lines": str(line), f"q{line}": "5", "way": "pickup", "key": "k"}

    answer = client.post(f"/c/{contract}/shipments/ask/", asked)
    [told] = [one for one in answer.json()["refusals"] if one["code"] == "shipping.wanted_together"]
    assert f"Заказ {order}" in told["text"]
    assert "S-1" in told["text"]
    assert "по частям" in told["help"]

    address = f"/c/{contract}/orders/{order}/"
    assert "одной поставкой" in page(client, address)
    assert client.post(f"{address}parts/").status_code == 200
    assert "одной поставкой" not in page(client, address)
    assert client.post(f"/c/{contract}/shipments/ask/", asked).status_code == 200


def test_the_page_tells_what_stands_and_what_comes_when(enter: Enter, firm: Firm, contract: int, alice: int) -> None:
    now = timezone.now()
    day = business_day(now) + timedelta(days=5)
    seal = firm.product("S-2", price=10, on_hand=300)
    firm.arrival(seal, 700, day)
    act: dict[str, Any] = {"contract": contract, "actor": alice, "at": now}
    placed = orders.place(lines=[OrderLine(seal, dec(1000))], key="c", **act).order
    line, manager = Line.objects.get(order_id=placed), firm.person("hunter", "manager")
    theirs = enter(manager)

    for client, address in ((enter(alice), f"/c/{contract}/orders/{placed}"), (theirs, f"/office/orders/{placed}")):
        [told] = client.get(f"{address}/rows").json()["rows"]
        place = told.index("700")
        assert told[place - 2 : place + 2] == ["1000", "300", "700", day.isoformat()]
        why = client.get(f"{address}/why", {"key": str(line.pk), "column": "coming"}).content.decode()
        assert formats.day(day) in why
        assert "Москва" in why
    panel = enter(alice).get(f"/c/{contract}/orders/panel", {"key": placed}).content.decode()
    assert f"300 в наличии, 700 будет к {formats.day(day)}" in panel


def test_why_held_until_tells_that_all_of_it_is_waited_for_and_what_lacks(
    enter: Enter, contract: int, alice: int, order: int
) -> None:
    client, bearing = enter(alice), Line.objects.filter(order_id=order).order_by("id")[0]
    day = formats.day(business_day(timezone.now()) + timedelta(days=5))
    said = f"= пока не соберётся весь заказ {order}"

    told = client.get(f"/c/{contract}/orders/{order}/why", {"key": str(bearing.pk), "column": "reserved_until"}).json()

    assert told["line"].startswith(said)
    assert f"S-1 3 шт ({day})" in told["line"]
    assert "6308" not in told["line"], "it is there"
    [held, *_acts] = told["tree"]
    assert [one["value"] for one in held["children"]] == ["3 шт"]
    assert day in held["children"][0]["note"]
    assert "весь заказ соберётся" in page(client, f"/why/{contract}/orders/{order}/held/")

    orders.come_apart(contract=contract, order=order, actor=alice, at=timezone.now())
    told = client.get(f"/c/{contract}/orders/{order}/why", {"key": str(bearing.pk), "column": "reserved_until"}).json()
    assert "весь заказ" not in told["line"]


def test_an_order_is_led_back_from_parts_while_nothing_of_it_has_left(
    enter: Enter, firm: Firm, contract: int, alice: int, order: int
) -> None:
    client, hunter = enter(alice), enter(firm.person("hunter", "manager"))
    address, office = f"/c/{contract}/orders/{order}/", f"/office/orders/{order}/"
    assert f"{address}together/" not in page(client, address)
    assert client.post(f"{address}parts/").status_code == 200

    assert f"{address}together/" in page(client, address)
    assert client.get(f"{address}together/").status_code == 404
    assert client.post(f"{address}together/").status_code == 200
    assert "одной поставкой" in page(client, address)

    assert hunter.post(f"{office}parts/", {"reason": "Просили"}).status_code == 200
    assert f"{office}together/" in page(hunter, office)
    assert hunter.post(f"{office}together/", {"reason": " "}).status_code == 422
    assert hunter.post(f"{office}together/", {"reason": "Просили назад"}).status_code == 200
    assert Order.objects.get(pk=order).together_on

    assert client.post(f"{address}parts/").status_code == 200
    line = Line.objects.filter(order_id=order).order_by("id")[0].pk
    asked = {"lines": str(line), f"q{line}": "2", "way": "pickup", "key": "k"}
    assert client.post(f"/c/{contract}/shipments/ask/", asked).status_code == 200
    [told] = client.post(f"{address}together/").json()["refusals"]
    assert told["code"] == "orders.left_in_part"
    assert "6308" in told["text"]
    assert f"{address}together/" not in page(client, address)


def test_who_may_not_order_or_is_a_stranger_does_not_let_it(
    enter: Enter, firm: Firm, contract: int, order: int
) -> None:
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    client = enter(stranger)

    assert client.post(f"/c/{contract}/orders/{order}/parts/").status_code == 404
    assert client.post(f"/c/{theirs}/orders/{order}/parts/").status_code == 404
    assert client.post(f"/c/{contract}/orders/{order}/together/").status_code == 404
    assert client.post(f"/c/{theirs}/orders/{order}/together/").status_code == 404
    assert Order.objects.get(pk=order).together_on


def test_a_manager_lets_it_with_a_reason_and_others_of_the_firm_see_it_alone(
    enter: Enter, firm: Firm, order: int
) -> None:
    address = f"/office/orders/{order}/"
    cashier, hunter = enter(firm.person("cashier", "finance")), enter(firm.person("hunter", "manager"))
    assert "одной поставкой" in page(cashier, address)
    assert f"{address}parts/" not in page(cashier, address)
    assert cashier.post(f"{address}parts/", {"reason": "Просили"}).status_code == 422
    assert f"{address}parts/" in page(hunter, address)
    assert hunter.post(f"{address}parts/", {"reason": " "}).status_code == 422

    assert hunter.post(f"{address}parts/", {"reason": "Просили"}).status_code == 200

    assert Order.objects.get(pk=order).together_on is None
    assert Entry.objects.get(act="orders.come_apart").facts["reason"] == "Просили"
