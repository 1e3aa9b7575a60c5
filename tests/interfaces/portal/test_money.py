"""The money page: what is due when, and what a payment of today would free."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.accounts import actions as accounts
from optom.domain.companies.models import Terms
from optom.domain.credit import actions as credit
from optom.domain.credit.models import Entry, OpenItem
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.rules import OrderLine, When, Wish
from optom.domain.shipping import actions as shipping
from optom.domain.shipping.models import ShipmentLine
from optom.interfaces.portal import freeing
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
    return said(client.get(f"/c/{contract}/money/?pay={pay}", headers={"Accept": "text/html"}))


def said(answer: Any) -> str:
    text: str = answer.content.decode()
    return text.replace("\u202f", " ").replace("\xa0", " ").replace("&nbsp;", " ")


def test_the_calendar_tells_what_is_due_when(enter: Enter, alice: int, contract: int, owing: int) -> None:
    due = OpenItem.objects.get(contract_id=contract).due_on
    assert due is not None

    text = page(enter(alice), contract)
    assert "Что и когда платить" in text
    assert f"{due:%d.%m.%Y}" in text


def test_who_reads_english_is_told_of_papers_in_english_on_every_page(
    enter: Enter, alice: int, contract: int, owing: int
) -> None:
    """The paper itself stays as it was issued; to who may not see papers the ledger tells its title as it is."""
    accounts.choose_language(user=alice, language="en")
    client = enter(alice)

    called = f"Delivery note No. 1 of {timezone.localdate():%Y-%m-%d}"
    assert called in page(client, contract)
    assert "Расходная накладная" not in page(client, contract)
    for sheet in ("money/statement", "money/open", "papers"):
        assert called in client.get(f"/c/{contract}/{sheet}/rows").content.decode()
    accounts.choose_language(user=alice, language="ru")
    assert "Расходная накладная № 1" in page(client, contract)


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


@pytest.mark.parametrize("carried", [2000, 100])
def test_an_order_wanted_together_is_asked_for_whole_however_many_lines_it_has(
    enter: Enter, firm: Firm, alice: int, contract: int, monkeypatch: pytest.MonkeyPatch, carried: int
) -> None:
    """Whether an address carries its lines or not: once the payment has come, the request is granted as it was told."""
    monkeypatch.setattr(freeing, "MOST_PICKED", carried)
    Terms.objects.filter(contract_id=contract).update(credit_limit=dec(1_000), deferral_days=30)
    at = timezone.now()
    lines = [OrderLine(firm.product(f"T-{n}", price=10, on_hand=1), dec(1)) for n in range(110)]
    orders.place(contract=contract, lines=lines, key="o", wish=Wish(When.TOGETHER), actor=alice, at=at)
    client = enter(alice)
    [link] = re.findall(r'href="([^"]*/shipments/ask/[^"]*)"', page(client, contract, "500").partition("<table")[2])
    address = urlsplit(unescape(link))

    credit.register_payment(
        contract=contract, key="p", number="1", on=business_day(at), amount=dec(500), purpose="", at=at,
        actor=firm.person("fiona", "finance"),
    )  # fmt: skip
    answer = client.post(address.path, {**dict(parse_qsl(address.query)), "key": "k"})
    assert answer.status_code == 200, answer.json()
    assert ShipmentLine.objects.count() == 110


@pytest.mark.parametrize("typed", ["x", "-5", "0", "1e99", "9" * 40, "%00"])
def test_a_sum_that_is_none_is_told_in_words(enter: Enter, alice: int, contract: int, owing: int, typed: str) -> None:
    assert 'class="error"' in page(enter(alice), contract, typed)


def test_a_payment_tells_what_it_has_settled_and_a_debt_by_what(
    enter: Enter, firm: Firm, alice: int, contract: int, owing: int
) -> None:
    at = timezone.now()
    credit.register_payment(
        contract=contract, key="p", number="512", on=business_day(at), amount=dec(5_000), purpose="", at=at,
        actor=firm.person("fiona", "finance"),
    )  # fmt: skip
    debt, payment = Entry.objects.filter(contract_id=contract).order_by("id").values_list("id", flat=True)
    panel = f"/c/{contract}/money/statement/panel?key="
    paid, owed = (said(enter(alice).get(f"{panel}{entry}")) for entry in (payment, debt))

    assert "Расходная накладная" in paid
    assert "5 000,00" in paid
    assert "Платёж № 512" in owed
    assert "3 246,00" in owed, "the rest is outstanding"
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)
    assert enter(stranger).get(f"{panel}{payment}").status_code == 404


def test_a_stranger_asks_nothing_about_it(enter: Enter, firm: Firm, contract: int, owing: int) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)

    assert enter(stranger).get(f"/c/{contract}/money/?pay=5").status_code == 404
