"""One search for everything: what is his is found by number, name or sum; what is a stranger's is not there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from optom.base.business_day import business_day
from optom.base.sought import sought
from optom.domain.assortment import actions as assortment
from optom.domain.billing import queries as billing
from optom.domain.companies.models import Contract, Membership
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as ledger
from optom.domain.documents.models import Paper
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Draft, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import queries as shipping
from optom.interfaces.kit.identity import BUYER, working_as
from tests.interfaces.archive import Archive, account_to_pay_to, issued
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def archive(firm: Firm, contract: int, alice: int, bearing: int) -> Archive:
    account_to_pay_to(firm)
    return issued(firm, contract, alice, bearing, timezone.now())


@pytest.fixture
def strange(firm: Firm) -> tuple[int, int]:
    """The stranger and his contract."""
    stranger = firm.person("stranger")
    return stranger, firm.client("Чужой", "7700000016", stranger)


def found(client: Client, contract: int, text: str, **more: str) -> dict[str, list[dict[str, str]]]:
    answer = client.get(f"/c/{contract}/find/", {"q": text, **more}).json()
    return {group["name"]: group["hits"] for group in answer["groups"]}


def titles(groups: dict[str, list[dict[str, str]]], name: str) -> list[str]:
    return [hit["title"] for hit in groups.get(name, [])]


def pay(firm: Firm, contract: int, number: str, amount: str) -> None:
    clerk = firm.person(f"clerk-{number}", "finance")
    now = timezone.now()
    credit.register_payment(
        contract=contract,
        key=number,
        number=number,
        on=business_day(now),
        amount=dec(amount),
        purpose="",
        actor=clerk,
        at=now,
    )


@pytest.mark.parametrize("typed", ["{}", "№ {}", "#{}", "заказ № {}", "Order {}"])
def test_an_order_is_found_as_people_write_its_number(
    enter: Enter, alice: int, contract: int, archive: Archive, typed: str
) -> None:
    hits = found(enter(alice), contract, typed.format(archive.order))["orders"]

    assert hits[0]["title"] == f"Заказ {archive.order}"
    assert hits[0]["url"] == f"/c/{contract}/orders/{archive.order}/"


def test_an_order_is_found_by_its_note(enter: Enter, alice: int, contract: int, archive: Archive) -> None:
    Order.objects.filter(pk=archive.order).update(note="Для цеха 100% срочно")
    client = enter(alice)

    assert titles(found(client, contract, "цеха"), "orders") == [f"Заказ {archive.order}"]
    assert not titles(found(client, contract, "100_"), "orders"), "what is typed is a text, not a pattern"


def test_every_link_that_is_found_opens(enter: Enter, alice: int, firm: Firm, contract: int, archive: Archive) -> None:
    pay(firm, contract, "778", "412.30")
    client = enter(alice)
    typed = ["6204", str(archive.order), str(archive.shipment), "1", "778", "412,30", "долг", "reserves", "нов"]
    hits = [hit for text in typed for group in found(client, contract, text).values() for hit in group]

    assert {hit["url"] for hit in hits if client.get(hit["url"]).status_code != 200} == set()
    assert len({hit["url"].split("?")[0] for hit in hits}) >= 8


def test_papers_shipments_and_payments_are_found_by_number(
    enter: Enter, alice: int, firm: Firm, contract: int, archive: Archive
) -> None:
    pay(firm, contract, "778", "50.00")
    client = enter(alice)
    invoice = Paper.objects.get(pk=archive.invoice)

    papers = found(client, contract, f"счёт № {invoice.number}")["papers"]
    assert f"/c/{contract}/papers/{archive.invoice}/" in [hit["url"] for hit in papers]
    assert titles(found(client, contract, str(archive.shipment)), "shipments") == [f"Отгрузка {archive.shipment}"]
    assert titles(found(client, contract, "778"), "payments") == ["Платёж № 778"]
    assert titles(found(client, contract, "50,00"), "payments") == ["Платёж № 778"]


def test_goods_come_first_with_the_companys_own_number(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    company = Contract.objects.get(pk=contract).company_id
    assortment.give_numbers(company=company, numbers={bearing: "ПДШ-77"})
    answer = enter(alice).get(f"/c/{contract}/find/", {"q": "пдш-77"}).json()

    assert answer["groups"][0]["name"] == "goods"
    assert answer["groups"][0]["hits"][0]["title"] == "6204-2RS SKF"
    assert "ваш № ПДШ-77" in answer["groups"][0]["hits"][0]["text"]


def test_the_catalog_does_not_tell_twice_what_it_shows(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    assert "goods" not in found(enter(alice), contract, "6204", without="goods")


def test_a_draft_is_found_by_its_name_but_not_a_colleagues_private_one(
    enter: Enter, alice: int, firm: Firm, contract: int
) -> None:
    bob = firm.person("bob")
    company = Contract.objects.get(pk=contract).company_id
    Membership.objects.create(company_id=company, user_id=bob, role="buyer")
    mine = orders.open_draft(contract=contract, name="Весенний завоз", actor=alice, at=timezone.now())
    whose: dict[str, Any] = {"contract_id": contract, "company_id": company, "created_at": timezone.now()}
    Draft.objects.create(**whose, name="Весенний тайный", author_id=bob, is_private=True)

    hits = found(enter(alice), contract, "весенний")["drafts"]
    assert [hit["url"] for hit in hits] == [f"/c/{contract}/drafts/{mine}/"]


def test_what_is_of_another_contract_says_so(enter: Enter, alice: int, firm: Firm, contract: int, bearing: int) -> None:
    other = firm.client("Вторая", "7700000016", alice)
    placed = orders.place(
        contract=other, lines=[OrderLine(bearing, dec(10))], key="o", actor=alice, at=timezone.now()
    ).order

    [hit] = found(enter(alice), contract, str(placed))["orders"]
    assert hit["url"] == f"/c/{other}/orders/{placed}/"
    assert "Вторая" in hit["text"]


def test_a_strangers_number_finds_nothing(
    enter: Enter, strange: tuple[int, int], firm: Firm, contract: int, archive: Archive
) -> None:
    stranger, his = strange
    pay(firm, contract, "778", "412.30")
    Order.objects.filter(pk=archive.order).update(note="секретный проект")
    number = Paper.objects.get(pk=archive.invoice).number
    client = enter(stranger)

    for typed in (str(archive.order), str(archive.shipment), number, "778", "412,30", "секретный"):
        groups = found(client, his, typed)
        assert not {"orders", "shipments", "papers", "payments", "drafts"} & set(groups), typed
    assert client.get(f"/c/{contract}/find/", {"q": "1"}).status_code == 404


def test_the_database_itself_hides_what_is_a_strangers(
    strange: tuple[int, int], firm: Firm, contract: int, archive: Archive
) -> None:
    """Even when a finder is told to look in another's contract."""
    pay(firm, contract, "778", "412.30")
    where: dict[str, Any] = {"contracts": [contract], "here": contract, "most": 5}
    with working_as(BUYER, user=strange[0]):
        assert queries.found_orders(**where, sought=sought(str(archive.order))) == []
        assert shipping.found_shipments(**where, sought=sought(str(archive.shipment))) == []
        assert ledger.found_payments(**where, sought=sought("778")) == []
        assert billing.found_papers(companies=None, sought=sought("1"), most=5) == []


def test_who_may_not_see_money_or_papers_is_not_told_of_them(
    enter: Enter, alice: int, firm: Firm, contract: int, archive: Archive
) -> None:
    pay(firm, contract, "778", "412.30")
    Membership.objects.filter(user_id=alice).update(role="own", rights=["look"])
    client = enter(alice)

    assert set(found(client, contract, "778")) == set()
    assert "papers" not in found(client, contract, Paper.objects.get(pk=archive.invoice).number)
    assert "pages" not in found(client, contract, "долг")


@pytest.mark.parametrize("typed", ["", "   ", "\0", "'", "%", "\\", "9" * 40, "№", "х" * 500, "ё🙂"])
def test_whatever_is_typed_is_answered(enter: Enter, alice: int, contract: int, archive: Archive, typed: str) -> None:
    assert enter(alice).get(f"/c/{contract}/find/", {"q": typed}).status_code == 200


def test_the_statements_do_not_grow_with_what_is_found(
    enter: Enter, alice: int, contract: int, bearing: int, archive: Archive
) -> None:
    client = enter(alice)
    Order.objects.update(note="проект")
    assert len(found(client, contract, "проект")["orders"]) == 1
    with CaptureQueriesContext(connection) as few:
        found(client, contract, "проект")
    for number in range(12):
        line = OrderLine(bearing, dec(10), "")
        orders.place(contract=contract, lines=[line], key=f"k{number}", actor=alice, at=timezone.now())
    Order.objects.update(note="проект")
    with CaptureQueriesContext(connection) as many:
        assert len(found(client, contract, "проект")["orders"]) == 5

    assert len(many) == len(few)
