"""The money page: what is due when, and what a payment of today would free."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.companies.models import Terms
from optom.domain.credit.models import OpenItem
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def owing(firm: Firm, alice: int, contract: int, bearing: int) -> int:
    """8 246.00 is owed, forty bearings more are held, the limit is 10 000.00. The order's line."""
    Terms.objects.filter(contract_id=contract).update(credit_limit=dec(10_000), deferral_days=30)
    at = timezone.now()
    placed = orders.place(contract=contract, lines=[OrderLine(bearing, dec(60))], key="o", actor=alice, at=at).order
    line = queries.lines(order=placed)[0].id
    [made] = shipping.request(contract=contract, lines=[(line, dec(20))], address=None, key="s", actor=alice, at=at)
    shipping.dispatch(shipment=made, actor=firm.person("walter", "warehouse"), at=at)
    return line


def page(client: Client, contract: int, pay: str = "") -> str:
    text = client.get(f"/c/{contract}/money/?pay={pay}", headers={"Accept": "text/html"}).content.decode()
    return text.replace("\u202f", " ").replace("\xa0", " ").replace("&nbsp;", " ")


def test_the_calendar_tells_what_is_due_when(enter: Enter, alice: int, contract: int, owing: int) -> None:
    due = OpenItem.objects.get(contract_id=contract).due_on
    assert due is not None

    text = page(enter(alice), contract)
    assert "Что и когда платить" in text
    assert f"{due:%d.%m.%Y}" in text


def test_a_payment_tells_what_it_settles_the_limit_after_it_and_what_could_leave(
    enter: Enter, alice: int, contract: int, owing: int
) -> None:
    text = page(enter(alice), contract, "6 492,00")

    assert "8 246,00 ₽</b>" in text, "1 754.00 of headroom and what is paid"
    assert "of 8 246,00" not in text
    assert "из 8 246,00" in text
    assert f"q{owing}=20" in text, "as many bearings as the limit has room for then"


def test_while_something_is_overdue_nothing_would_leave(enter: Enter, alice: int, contract: int, owing: int) -> None:
    OpenItem.objects.update(due_on=timezone.localdate() - timedelta(days=3))

    text = page(enter(alice), contract, "100")
    assert "8 146,00 ₽</b>" in text, "what is overdue still"
    assert "Пока есть просрочка" in text
    assert f"q{owing}=" not in text
    assert f"q{owing}=" in page(enter(alice), contract, "8 246,00")


@pytest.mark.parametrize("typed", ["x", "-5", "0", "1e99", "9" * 40, "%00"])
def test_a_sum_that_is_none_is_told_in_words(enter: Enter, alice: int, contract: int, owing: int, typed: str) -> None:
    assert 'class="error"' in page(enter(alice), contract, typed)


def test_a_stranger_asks_nothing_about_it(enter: Enter, firm: Firm, contract: int, owing: int) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)

    assert enter(stranger).get(f"/c/{contract}/money/?pay=5").status_code == 404
