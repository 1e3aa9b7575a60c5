"""What is told before and after a reserved line is changed or extended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.orders.models import Line
from optom.interfaces.kit import formats
from tests.interfaces.portal.reserves import act, ordered, rows
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def line(contract: int, alice: int, bearing: int) -> int:
    """Alice holds twenty."""
    return ordered(contract, alice, bearing, 20)


def test_a_quantity_is_changed_and_told_how(enter: Enter, alice: int, contract: int, line: int) -> None:
    client = enter(alice)
    [row] = rows(client, contract)

    assert 'value="20"' in act(client, contract, "change", [row["key"]]).json()["form"]
    done = act(client, contract, "change", [row["key"]], **{f"quantity-{line}": "30"}, sure="1").json()

    assert "10" in done["message"]
    assert rows(client, contract)[0]["held"] == "30"


def test_who_would_give_goods_back_or_pay_another_price_is_told_first(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int
) -> None:
    client = enter(alice)
    [row] = rows(client, contract)
    product = Line.objects.get(pk=line).product_id

    less = act(client, contract, "change", [row["key"]], **{f"quantity-{line}": "10"}).json()
    assert 'name="sure"' in less["form"]
    firm.price(product, "400", from_quantity=30)
    more = act(client, contract, "change", [row["key"]], **{f"quantity-{line}": "30"}).json()
    assert "400,00" in more["form"]
    assert "412,30" in more["form"]
    assert rows(client, contract)[0]["held"] == "20", "nothing is done yet"

    act(client, contract, "change", [row["key"]], **{f"quantity-{line}": "30"}, sure="1")
    assert sorted((row["held"], row["price"]) for row in rows(client, contract)) == [("10", "400"), ("20", "412.3")]


def test_who_wants_more_is_told_the_sum_and_what_of_it_would_wait(
    enter: Enter, firm: Firm, alice: int, contract: int
) -> None:
    line = ordered(contract, alice, firm.product("6210", price=100, on_hand=50), 20)
    client = enter(alice)
    [row] = rows(client, contract)

    def asked(quantity: str) -> str:
        """The form's text, blanks of any kind as one."""
        form = act(client, contract, "change", [row["key"]], **{f"quantity-{line}": quantity}).json()["form"]
        return " ".join(form.split())

    assert "Всё сразу встанет в резерв." in asked("30")
    form = asked("1000")
    assert "Ещё 980 шт по 100,00" in form
    assert "В резерв сразу: 30 шт; 950 шт будут ждать товара." in form
    assert "98 000,00 ₽" in form
    assert rows(client, contract)[0]["held"] == "20", "nothing is done yet"


def test_who_extends_what_is_on_its_way_is_told_until_when_it_is_held_anyway(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int
) -> None:
    product = firm.product("6211", price=100)
    firm.arrival(product, 20, business_day(timezone.now()) + timedelta(days=20))
    coming = ordered(contract, alice, product, 20)
    client = enter(alice)
    keys = {row["article"]: row["key"] for row in rows(client, contract)}
    until = formats.moment(Line.objects.get(pk=coming).reserved_until or timezone.now())

    only = act(client, contract, "extend", [keys["6211"]]).json()["message"]
    both = act(client, contract, "extend", [keys["6211"], keys["6204-2RS"]]).json()["message"]

    assert only == f"1 строка уже держится дольше: до {until}"
    ours = formats.moment(Line.objects.get(pk=line).reserved_until or timezone.now())
    assert both == f"1 строка в резерве до {ours}; {only}"
