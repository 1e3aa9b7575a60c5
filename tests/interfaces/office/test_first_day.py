"""A firm begins in the office: its own entity, a client, a contract, his people; and the client orders."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from optom.domain.accounts.models import User
from optom.domain.companies import queries as companies
from optom.domain.companies.models import Company
from optom.domain.journal import queries as journal
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from tests.books import all_books
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html"}
BOLT = {"kind": "legal_entity", "name": "Болт", "inn": "7707083893", "kpp": "773601001", "ogrn": "1027700132195"}
SBER = {
    "account": "40702810500000001234", "bic": "044525225", "bank": "Сбербанк", "correspondent": "30101810400000000225",
}  # fmt: skip
TERMS = {
    "deferral_days": "14", "deferral_kind": "calendar", "credit_limit": "50 000", "reservation_hours": "72",
    "reservation_limit": "", "minimum_order": "0", "minimum_shipment": "0", "pack_rule": "strict",
    "undispatched": "keep", "delivery": "any", "acceptance_days": "3",
}  # fmt: skip


@pytest.fixture
def director(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("boss", "director"))


@pytest.fixture
def bolt(director: Client) -> int:
    """A company that has signed nothing yet."""
    assert director.post("/office/companies/new/", {**BOLT, **SBER}).status_code == 200
    return int(Company.objects.get(inn=BOLT["inn"]).pk)


def deal(firm: Firm, **other: str) -> dict[str, object]:
    head = {"seller": firm.seller, "number": "7/26", "signed_on": "01.11.2026", "currency": "RUB"}
    return {**head, "column": firm.wholesale, "discount": "0", "rounding": "0,01", **TERMS, **other}


def test_from_nothing_to_the_first_order(director: Client, enter: Enter, firm: Firm, bolt: int, bearing: int) -> None:
    signed = director.post(f"/office/companies/{bolt}/contract/", deal(firm)).json()
    contract = companies.contracts_of_company(bolt)[0].id
    assert signed["location"] == f"/office/clients/{contract}/terms/"
    manager = enter(firm.person("hunter", "manager"))
    vera = {"email": "vera@example.org", "name": "Вера", "role": "owner"}
    assert manager.post(f"/office/companies/{bolt}/person/", vera).status_code == 200
    assert mail.outbox[0].to == ["vera@example.org"]

    user = User.objects.get(email="vera@example.org").pk
    buyer = enter(user)
    assert buyer.get("/").headers["Location"] == f"/c/{contract}/catalog/"
    assert buyer.get(f"/c/{contract}/catalog/rows").json()["total"] == 1
    line = OrderLine(bearing, Decimal(10))
    placed = orders.place(contract=contract, lines=[line], key="first", actor=user, at=timezone.now())
    assert buyer.get(f"/c/{contract}/orders/{placed.order}/").status_code == 200
    assert all_books() == []


def test_a_new_company_is_found_before_it_signs(director: Client, bolt: int) -> None:
    listed = director.get("/office/companies/rows", {"q": "болт"}).json()
    assert [row[0] for row in listed["rows"]] == [str(bolt)]
    page = director.get(f"/office/companies/{bolt}/", headers=HTML).content.decode()
    assert SBER["account"] in page
    assert journal.entries(company=bolt, limit=1)[0].act == "companies.register_company"


def test_every_wrong_field_of_a_company_is_named_at_once(director: Client) -> None:
    given = {**BOLT, **SBER, "name": "", "inn": "7707083890", "account": "40702810400000001235", "bank": ""}
    answer = director.post("/office/companies/new/", given)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"name", "inn", "account", "bank"}


def test_every_wrong_field_of_a_contract_is_named_at_once(director: Client, firm: Firm, bolt: int) -> None:
    given = deal(firm, number="", signed_on="вчера", deferral_days="две недели", discount="101", credit_limit="-1")
    answer = director.post(f"/office/companies/{bolt}/contract/", given)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"number", "signed_on", "deferral_days", "discount", "credit_limit"}
    assert companies.contracts_of_company(bolt) == []


def test_a_manager_sees_the_standing_terms_and_signs_at_them(enter: Enter, firm: Firm, bolt: int) -> None:
    manager = enter(firm.person("hunter", "manager"))
    there = f"/office/companies/{bolt}/contract/"
    assert 'name="credit_limit"' not in manager.get(there, headers=HTML).content.decode()

    assert manager.post(there, deal(firm, credit_limit="9 000 000")).status_code == 200
    contract = companies.contracts_of_company(bolt)[0].id
    assert companies.terms_history(contract)[0].credit_limit == 0


def test_requisites_accounts_and_addresses_are_kept(director: Client, bolt: int) -> None:
    there = f"/office/companies/{bolt}/"
    assert director.post(f"{there}change/", {**BOLT, "phone": "+7 000 1"}).status_code == 200
    second = {**SBER, "account": "40702810200000001233", "is_main": "1"}
    assert director.post(f"{there}account/", second).status_code == 200
    chosen, other = companies.bank_accounts(company=bolt)
    assert (chosen.account, other.is_main) == (second["account"], False)
    assert director.post(f"{there}account/{other.id}/main/").status_code == 200
    assert director.post(f"{there}account/{chosen.id}/remove/").status_code == 200
    assert [one.id for one in companies.bank_accounts(company=bolt)] == [other.id]

    assert director.post(f"{there}address/", {"name": "Склад", "address": ""}).status_code == 422
    assert director.post(f"{there}address/", {"name": "Склад", "address": "Тверь, 1"}).status_code == 200
    address = companies.addresses(bolt)[0].id
    assert director.post(f"{there}address/{address}/retire/").status_code == 200
    assert companies.addresses(bolt) == []


def test_an_address_of_another_company_is_not_there(director: Client, contract: int, bolt: int) -> None:
    foreign = companies.addresses(companies.contract(contract).company)[0].id

    assert director.post(f"/office/companies/{bolt}/address/{foreign}/retire/").status_code == 404
    assert director.get("/office/companies/987654/").status_code == 404


def test_administrators_keep_our_own_entities(enter: Enter, firm: Firm) -> None:
    boss = enter(firm.person("admin", "administrator"))
    assert boss.post("/office/sellers/new/", {**BOLT, **SBER, "vat": "exempt", "papers": "upd"}).status_code == 200
    ours = next(seller for seller, name in companies.sellers() if name == "Болт")

    there = f"/office/sellers/{ours}/"
    assert SBER["account"] in boss.get(there, headers=HTML).content.decode()
    signed = {"vat": "payer", "papers": "note", "director": "Романов А. Н."}
    assert boss.post(f"{there}change/", {**BOLT, **signed}).status_code == 200
    known = companies.seller_requisites(ours)
    assert (known.vat, known.director) == ("payer", "Романов А. Н.")
    assert [row[0] for row in boss.get("/office/sellers/rows").json()["rows"]] == [str(ours), str(firm.seller)]


@pytest.mark.parametrize("desk", ["finance", "director", "manager", "warehouse"])
def test_other_desks_do_not_find_our_entities(enter: Enter, firm: Firm, desk: str) -> None:
    worker = enter(firm.person("worker", desk))

    for there in ("", "new/", f"{firm.seller}/", f"{firm.seller}/account/", "rows"):
        assert worker.get(f"/office/sellers/{there}").status_code == 404
    assert worker.post("/office/sellers/new/", {**BOLT, "vat": "payer"}).status_code == 404


def test_the_director_invites_nobody(director: Client, bolt: int) -> None:
    assert director.get(f"/office/companies/{bolt}/person/").status_code == 404


def test_warehouse_and_buyers_find_no_companies(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    company = companies.contract(contract).company
    for client in (enter(firm.person("walter", "warehouse")), enter(alice)):
        for there in ("", "rows", "new/", f"{company}/", f"{company}/contract/", f"{company}/person/"):
            assert client.get(f"/office/companies/{there}").status_code == 404
        assert client.post("/office/companies/new/", BOLT).status_code == 404
        assert client.post(f"/office/companies/{company}/contract/", deal(firm)).status_code == 404


def test_what_was_agreed_is_told_with_its_day_and_reason(
    director: Client, firm: Firm, contract: int, bearing: int
) -> None:
    there = f"/office/clients/{contract}/terms/"
    director.post(f"{there}warehouses/", {"warehouse": [firm.kazan], "reason": "Возит из Казани"})
    director.post(f"{there}goods/", {"way": "denied", "brand": "skf", "reason": "Не наш бренд"})

    page = director.get(there, headers=HTML).content.decode()
    history = page[page.rindex("<tbody>") :]
    assert "Склады: Казань" in history
    assert "Возит из Казани" in history
    assert "не видит бренды: SKF" in history
