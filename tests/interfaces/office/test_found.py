"""The office's search finds clients, orders, papers, payments and people, each for the desks that work with them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.credit import actions as credit
from optom.domain.documents.models import Paper
from tests.interfaces.archive import Archive, account_to_pay_to, issued
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def archive(firm: Firm, contract: int, alice: int, bearing: int) -> Archive:
    account_to_pay_to(firm)
    archive = issued(firm, contract, alice, bearing, timezone.now())
    clerk = firm.person("clerk", "finance")
    now = timezone.now()
    credit.register_payment(
        contract=contract,
        key="p",
        number="778",
        on=business_day(now),
        amount=dec("412.30"),
        purpose="",
        actor=clerk,
        at=now,
    )
    return archive


def found(client: Client, text: str) -> dict[str, list[dict[str, str]]]:
    answer = client.get("/office/find/", {"q": text}).json()
    return {group["name"]: group["hits"] for group in answer["groups"]}


@pytest.mark.parametrize("typed", ["механик", "7700000009", "77000"])
def test_a_client_is_found_by_name_and_inn(enter: Enter, firm: Firm, contract: int, typed: str) -> None:
    [hit] = found(enter(firm.person("boss", "director")), typed)["clients"]

    assert hit["url"] == f"/office/clients/{contract}/"
    assert "7700000009" in hit["text"]


def test_every_link_that_is_found_opens(enter: Enter, firm: Firm, contract: int, archive: Archive) -> None:
    client = enter(firm.person("boss", "administrator"))
    number = Paper.objects.get(pk=archive.invoice).number
    typed = ["механик", str(archive.order), str(archive.shipment), number, "778", "412,30", "alice", "clerk", "штат",
             "оплата", "clients"]  # fmt: skip
    groups = [found(client, text) for text in typed]
    hits = [hit for one in groups for group in one.values() for hit in group]

    assert {name for one in groups for name in one} == {
        "clients", "orders", "papers", "shipments", "payments", "client-people", "staff", "pages",
    }  # fmt: skip
    assert {hit["url"] for hit in hits if client.get(hit["url"]).status_code != 200} == set()


def test_an_order_opens_with_its_lines(enter: Enter, firm: Firm, archive: Archive) -> None:
    client = enter(firm.person("boss", "director"))

    assert "Механик" in client.get(f"/office/orders/{archive.order}/").content.decode()
    assert "6204-2RS" in client.get(f"/office/orders/{archive.order}/rows").content.decode()
    assert client.get(f"/office/orders/{archive.order + 1}/").status_code == 404


@pytest.mark.parametrize(
    ("desk", "seen", "hidden"),
    [
        ("warehouse", {"shipments"}, {"clients", "orders", "papers", "payments", "client-people", "staff"}),
        ("manager", {"clients", "orders", "papers", "client-people"}, {"shipments", "payments", "staff"}),
        ("finance", {"clients", "payments"}, {"shipments", "staff"}),
    ],
)
def test_each_desk_finds_what_it_works_with(
    enter: Enter, firm: Firm, contract: int, archive: Archive, desk: str, seen: set[str], hidden: set[str]
) -> None:
    client = enter(firm.person("somebody", desk))
    number = Paper.objects.get(pk=archive.invoice).number
    typed = ["механик", str(archive.order), str(archive.shipment), number, "778", "alice", "clerk"]
    names = {name for text in typed for name in found(client, text)}

    assert seen <= names
    assert not hidden & names


def test_to_buyers_and_strangers_the_search_of_the_office_does_not_exist(enter: Enter, alice: int) -> None:
    assert enter(alice).get("/office/find/", {"q": "1"}).status_code == 404
    assert Client(headers={"Accept": "application/json"}).get("/office/find/", {"q": "1"}).status_code == 401


def test_papers_and_orders_are_closed_to_the_warehouse(enter: Enter, firm: Firm, archive: Archive) -> None:
    client = enter(firm.person("picker", "warehouse"))

    assert client.get(f"/office/papers/{archive.invoice}/").status_code == 404
    assert client.get(f"/office/orders/{archive.order}/").status_code == 404
