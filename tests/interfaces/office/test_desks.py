"""Everybody in the office sees his own desk; buyers see none."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.mark.parametrize(
    ("desk", "begins_at"),
    [("warehouse", "/office/picking/"), ("finance", "/office/payments/"), ("director", "/office/clients/")],
)
def test_each_desk_begins_with_its_work(enter: Enter, firm: Firm, desk: str, begins_at: str) -> None:
    client = enter(firm.person("worker", desk))

    assert client.get("/", follow=True).redirect_chain[-1][0] == begins_at
    assert client.get(begins_at + "rows").status_code == 200


@pytest.mark.parametrize(
    ("desk", "closed"),
    [("warehouse", "/office/payments/"), ("warehouse", "/office/clients/"), ("director", "/office/payments/"),
     ("finance", "/office/picking/"), ("manager", "/office/picking/")],
)  # fmt: skip
def test_another_desk_is_closed(enter: Enter, firm: Firm, desk: str, closed: str) -> None:
    answer = enter(firm.person("worker", desk)).get(closed, headers={"accept": "text/html"})

    assert answer.status_code == 404
    assert "Это страница другого рабочего места" in answer.content.decode()
    assert "администратор" in answer.content.decode()


@pytest.mark.parametrize("page", ["/office/", "/office/picking/", "/office/clients/", "/office/payments/new/"])
def test_a_buyer_finds_no_office(enter: Enter, alice: int, contract: int, page: str) -> None:
    answer = enter(alice).get(page, headers={"accept": "text/html"})

    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.content.decode()


def test_clients_are_found_by_any_fragment(enter: Enter, firm: Firm, contract: int) -> None:
    client = enter(firm.person("cashier", "finance"))

    for query in ("механ", "0000009", "118"):
        rows = client.get("/office/clients/rows", {"q": query}).json()["rows"]
        assert [row[0] for row in rows] == [str(contract)]
    assert client.get("/office/clients/rows", {"q": "никто%"}).json()["total"] == 0


def test_clients_are_sorted_and_narrowed(enter: Enter, firm: Firm, contract: int) -> None:
    other = firm.client("Абразив", "7700000016", firm.person("bob"), credit_limit=5)
    client = enter(firm.person("cashier", "finance"))

    by_limit = client.get("/office/clients/rows", {"sort": "credit_limit"}).json()["rows"]
    rich = client.get("/office/clients/rows", {"credit_limit": "1000.."}).json()["rows"]
    assert [row[0] for row in by_limit] == [str(other), str(contract)]
    assert [row[0] for row in rich] == [str(contract)]


def test_terms_change_only_with_a_reason(enter: Enter, firm: Firm, contract: int) -> None:
    client = enter(firm.person("boss", "director"))
    given = {
        "deferral_days": "30", "deferral_kind": "working", "credit_limit": "2 000 000,50", "reservation_hours": "48",
        "reservation_limit": "", "minimum_order": "0", "minimum_shipment": "0", "pack_rule": "strict",
        "undispatched": "keep",
        "delivery": "any",
        "acceptance_days": "3",
    }  # fmt: skip
    address = f"/office/clients/{contract}/terms/change/"

    refused = client.post(address, given)
    assert refused.status_code == 422
    assert list(refused.json()["errors"]) == ["reason"]

    assert client.post(address, {**given, "reason": "Рост оборота"}).status_code == 200
    page = client.get(f"/office/clients/{contract}/terms/").content.decode()
    assert "2\u202f000\u202f000,50" in page
    assert "Рост оборота" in page


def test_every_wrong_number_of_terms_is_told_at_once(enter: Enter, firm: Firm, contract: int) -> None:
    client = enter(firm.person("boss", "director"))
    answer = client.post(f"/office/clients/{contract}/terms/change/", {"credit_limit": "x", "deferral_days": "14,7"})

    assert {"credit_limit", "deferral_days", "minimum_order"} <= set(answer.json()["errors"])


def test_finance_enters_what_stood_open_before_once_and_corrects_it(enter: Enter, firm: Firm, contract: int) -> None:
    client = enter(firm.person("cashier", "finance"))
    there = f"/office/clients/{contract}/correction/"
    owed = {"kind": "opening", "owes": "more", "amount": "1 500,10", "on": "01.11.2026"}

    assert client.post(there, owed).status_code == 200
    assert client.post(there, owed).json()["refusals"][0]["code"] == "credit.opened_already"
    less = {"kind": "correction", "owes": "less", "amount": "0,10", "on": "02.11.2026"}
    assert list(client.post(there, less).json()["errors"]) == ["reason"]
    assert client.post(there, {**less, "reason": "Округлили"}).status_code == 200
    assert credit.headroom(contract, timezone.now()).debt == 1500
    assert enter(firm.person("boss", "director")).post(there, owed).status_code == 404


def test_a_contract_is_closed_and_opened_again_with_a_reason(enter: Enter, firm: Firm, contract: int) -> None:
    client = enter(firm.person("boss", "director"))
    there = f"/office/clients/{contract}"

    assert list(client.post(f"{there}/close/").json()["errors"]) == ["reason"]
    assert client.post(f"{there}/close/", {"reason": "Переехали"}).status_code == 200
    assert not companies.contract(contract).is_active
    assert client.post(f"{there}/reopen/", {"reason": "Вернулись"}).status_code == 200
    assert companies.contract(contract).is_active


def test_another_column_makes_other_prices(enter: Enter, firm: Firm, alice: int, contract: int, bearing: int) -> None:
    firm.price(bearing, 500, column=firm.retail)
    given = {"column": str(firm.retail), "discount": "10", "rounding": "0.01", "reason": "Новая сделка"}

    boss = enter(firm.person("boss", "director"))
    assert boss.post(f"/office/clients/{contract}/terms/column/", given).status_code == 200

    row = enter(alice).get(f"/c/{contract}/catalog/rows").json()["rows"][0]
    assert "450" in row


def test_a_payment_twice_with_one_key_is_one(enter: Enter, firm: Firm, contract: int) -> None:
    client = enter(firm.person("cashier", "finance"))
    given = {"number": "7", "on": "20.11.2026", "amount": "1 000,00", "purpose": ""}

    for wrong in ({"amount": "0,005"}, {"amount": "1e5"}, {"on": "01.01.2099"}):
        refused = client.post(f"/office/clients/{contract}/payment/", {**given, **wrong, "key": "k"})
        assert (refused.status_code, set(refused.json()["errors"])) == (422, set(wrong))
    for _press in range(2):
        assert client.post(f"/office/clients/{contract}/payment/", given).status_code == 200
    assert client.get("/office/payments/rows").json()["totals"] == {"amount": "1000.00", "unallocated": "1000.00"}
