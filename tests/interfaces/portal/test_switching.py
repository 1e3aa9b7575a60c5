"""Who switches the contract stays where he was; and who finds nothing is told whom to ask."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.companies.models import Contract, Membership, Seller
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def elsewhere(firm: Firm, alice: int) -> int:
    """Alice buys for a second company too."""
    return firm.client("Агромаш", "7700000016", alice)


def led_to(client: Client, page: str, contract: int) -> str:
    """Where the list of contracts on this page leads."""
    answer = client.get(page, headers={"Accept": "text/html"})
    links = re.findall(r'<li><a href="(/c/(\d+)/[^"]*)"', answer.content.decode())
    return str(next(url for url, of in links if int(of) == contract))


def arrived(client: Client, page: str, contract: int) -> str:
    """The page that he comes to from this one."""
    answer = client.get(led_to(client, page, contract))
    return answer.headers.get("Location", "") or str(answer.request["PATH_INFO"])


@pytest.mark.parametrize(
    "page", ["catalog", "orders", "reserves", "shipments", "papers", "money", "money/statement", "company"]
)
def test_another_companys_contract_opens_on_the_same_page(
    enter: Enter, alice: int, contract: int, elsewhere: int, page: str
) -> None:
    assert arrived(enter(alice), f"/c/{contract}/{page}/", elsewhere).startswith(f"/c/{elsewhere}/{page}/")


def test_from_an_order_it_leads_to_the_orders_and_from_a_draft_to_the_catalog(
    enter: Enter, alice: int, contract: int, elsewhere: int, bearing: int
) -> None:
    line = OrderLine(bearing, Decimal(10))
    order = orders.place(contract=contract, lines=[line], key="1", actor=alice, at=timezone.now()).order
    draft = orders.open_draft(contract=contract, name="Ноябрь", actor=alice, at=timezone.now())
    client = enter(alice)

    assert arrived(client, f"/c/{contract}/orders/{order}/", elsewhere) == f"/c/{elsewhere}/orders/"
    assert arrived(client, f"/c/{contract}/drafts/{draft}/", elsewhere) == f"/c/{elsewhere}/catalog/"


def test_where_the_page_is_not_for_him_he_comes_to_the_catalog(
    enter: Enter, alice: int, contract: int, elsewhere: int
) -> None:
    company = Contract.objects.get(pk=elsewhere).company_id
    Membership.objects.filter(user_id=alice, company_id=company).update(role="own", rights=["look"])

    assert arrived(enter(alice), f"/c/{contract}/money/", elsewhere) == f"/c/{elsewhere}/catalog/"


def test_papers_of_the_same_company_open_for_the_chosen_contract(enter: Enter, alice: int, contract: int) -> None:
    first = Contract.objects.get(pk=contract)
    second = Contract.objects.create(
        seller_id=first.seller_id, company_id=first.company_id, number="2", signed_on=first.signed_on
    ).pk

    assert led_to(enter(alice), f"/c/{contract}/papers/", second) == f"/c/{second}/papers/?contract={second}"
    assert led_to(enter(alice), f"/c/{contract}/reserves/", second) == f"/c/{second}/reserves/"


def test_no_other_page_can_be_named(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    assert enter(alice).get(f"/c/{contract}/at/new-draft/").status_code == 404
    stranger = firm.person("stranger")
    assert enter(stranger).get(f"/c/{contract}/at/orders/").status_code == 404


def test_a_search_that_finds_nothing_says_whom_to_ask(enter: Enter, alice: int, contract: int) -> None:
    Seller.objects.update(phone="+7 495 000-00-00")

    hint = enter(alice).get(f"/c/{contract}/catalog/rows", {"q": "NO-SUCH-1"}).json()["hint"]

    assert "ТехСнаб, +7 495 000-00-00" in hint
    assert Contract.objects.get(pk=contract).number in hint
