"""A buyer asks for a shipment with a wish, sees what to pay and why, and answers what has come; a stranger does not."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.working_days import next_working_day
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as invoices
from optom.domain.companies.models import Terms
from optom.domain.credit import actions as credit
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.stock.models import Warehouse
from tests.interfaces.archive import account_to_pay_to
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html"}


@pytest.fixture
def order(alice: int, contract: int, bearing: int) -> int:
    """Forty bearings for 16 492.00."""
    lines = [OrderLine(bearing, dec(40))]
    return orders.place(contract=contract, lines=lines, key="o", actor=alice, at=timezone.now()).order


@pytest.fixture
def line(order: int) -> int:
    return queries.lines(order=order)[0].id


@pytest.fixture
def walter(firm: Firm) -> int:
    return firm.person("walter", "warehouse")


def plain(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " ")


def form(line: int, **more: str) -> dict[str, str]:
    return {"lines": str(line), f"q{line}": "20", "address": "", **more}


def test_a_wish_and_an_authority_reach_the_warehouse(
    enter: Enter, alice: int, contract: int, line: int, walter: int
) -> None:
    day = next_working_day(timezone.localdate())
    wish = {"wished_on": f"{day:%d.%m.%Y}", "wished_from": "10", "wished_until": "14.30", "who": "Зайцев П. И."}
    paper = {"authority_kind": "attorney", "authority_number": "14", "authority_until": "31.12.2099"}
    there = enter(alice).post(f"/c/{contract}/shipments/ask/", form(line, **wish, **paper)).json()["location"]

    shown = plain(enter(alice).get(there, headers=HTML))
    shipment = there.rstrip("/").rpartition("/")[2]
    picking = plain(enter(walter).get(f"/office/shipments/{shipment}/", headers=HTML))
    for text in (shown, picking):
        assert "Зайцев П. И., доверенность № 14 до 31.12.2099" in text
        assert f"{day:%d.%m.%Y}, 10:00–14:30" in text


def test_flaws_stand_at_their_fields_all_at_once_and_nothing_typed_is_lost(
    enter: Enter, alice: int, contract: int, line: int
) -> None:
    flaws = {"wished_on": "01.01.2020", "wished_from": "18", "wished_until": "9", "who": "Зайцев"}
    answer = enter(alice).post(f"/c/{contract}/shipments/ask/", form(line, **flaws, authority_kind="attorney"))

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"wished_on", "wished_until", "authority_number", "authority_until"}
    recounted = enter(alice).post(f"/c/{contract}/shipments/ask/", form(line, **flaws, recount="1")).json()["location"]
    page = plain(enter(alice).get(recounted, headers=HTML))
    assert 'value="01.01.2020"' in page
    assert 'value="Зайцев"' in page


@pytest.mark.parametrize("field", ["wished_on", "wished_from", "authority_until"])
def test_what_cannot_be_read_is_told_at_its_field(
    enter: Enter, alice: int, contract: int, line: int, field: str
) -> None:
    answer = enter(alice).post(f"/c/{contract}/shipments/ask/", form(line, who="Зайцев", **{field: "вчера"}))

    assert answer.status_code == 422
    assert field in answer.json()["errors"]


def test_the_earliest_day_of_each_warehouse_is_told_beforehand(
    enter: Enter, alice: int, contract: int, line: int
) -> None:
    Warehouse.objects.update(cut_off=time(0, 0))  # too late at any hour
    page = plain(enter(alice).get(f"/c/{contract}/shipments/ask/?lines={line}", headers=HTML))

    assert f"уйдёт не раньше {next_working_day(timezone.localdate()):%d.%m.%Y}" in page
    assert "(в тот же день до 00:00)" in page


def test_what_to_pay_is_named_by_invoice_to_the_kopeck_and_every_reason_is_derived(
    enter: Enter, firm: Firm, alice: int, contract: int, order: int, line: int
) -> None:
    account_to_pay_to(firm)
    Terms.objects.filter(contract_id=contract).update(credit_limit=dec(10_000))
    ask = f"/c/{contract}/shipments/ask/?lines={line}"
    before = plain(enter(alice).get(ask, headers=HTML))
    assert "Счёта на это ещё нет" in before
    assert "papers/advance/?amount=6" in before

    billing.issue_invoice(contract=contract, order=order, key="i", actor=alice, at=timezone.now())
    page = plain(enter(alice).get(ask, headers=HTML))
    assert "Счёт на оплату № 1" in page
    assert "<b>6 492,00</b>" in page
    assert "Счёта на это ещё нет" not in page
    assert "<dt>= свободный лимит</dt><dd>10 000,00</dd>" in page, "why"
    assert "<dt>= не хватает</dt><dd>6 492,00</dd>" in page


def test_one_press_issues_the_invoice_for_exactly_what_is_held_back(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int
) -> None:
    account_to_pay_to(firm)
    Terms.objects.filter(contract_id=contract).update(credit_limit=dec(10_000))
    client, ask = enter(alice), f"/c/{contract}/shipments/ask/"
    typed = {"lines": str(line), f"q{line}": "40", "address": "", "issue": "1"}

    there = client.post(ask, typed, headers={"Idempotency-Key": "twice"}).json()["location"]
    client.post(ask, typed, headers={"Idempotency-Key": "twice"})

    [issued] = invoices.invoices(contract=contract).all()
    [goods] = invoices.lines(issued.id)
    assert (goods.line, goods.quantity, issued.sum) == (line, dec(20), dec("8246.00")), "of packs of ten two fit"
    page = plain(client.get(there, headers=HTML))
    assert "Счёт на оплату № 1" in page
    assert "Счёта на это ещё нет" not in page
    money: dict[str, Any] = {"on": timezone.localdate(), "purpose": "", "actor": None, "at": timezone.now()}
    credit.register_payment(contract=contract, key="p", number="1", amount=issued.sum, **money)
    asked = client.post(ask, {"lines": str(line), f"q{line}": "40", "address": "", "key": "k"}).json()
    assert re.search(r"/shipments/\d+/$", asked["location"])


def test_what_an_invoice_asks_for_already_is_not_invoiced_again(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int
) -> None:
    account_to_pay_to(firm)
    Terms.objects.filter(contract_id=contract).update(credit_limit=dec(10_000))
    typed = {"lines": str(line), f"q{line}": "40", "address": "", "issue": "1"}
    own: dict[str, Any] = {"contract": contract, "actor": alice, "at": timezone.now()}
    billing.issue_invoice(lines=[(line, dec(10))], key="ten", **own)

    client, ask = enter(alice), f"/c/{contract}/shipments/ask/"

    client.post(ask, typed, headers={"Idempotency-Key": "rest"})
    refused = client.post(ask, typed, headers={"Idempotency-Key": "more"})

    assert [one.sum for one in invoices.invoices(contract=contract).all()] == [dec("4123.00"), dec("4123.00")]
    assert refused.json()["refusals"][0]["code"] == "billing.nothing_to_pay"


# --- what leaves first


@pytest.fixture
def three(firm: Firm, alice: int, contract: int) -> list[int]:
    """Three lines of 1 000.00 each in one order, of which the limit leaves room for one and a half."""
    Terms.objects.filter(contract_id=contract).update(credit_limit=dec(1500))
    lines = [
        OrderLine(firm.product(f"T-{number}", price=10, multiple=50, on_hand=100), dec(100)) for number in range(3)
    ]
    placed = orders.place(contract=contract, lines=lines, key="three", actor=alice, at=timezone.now())
    return [line.id for line in queries.lines(order=placed.order)]


def quantities(page: str, lines: list[int]) -> list[str]:
    return [re.search(rf'name="q{line}" value="([^"]*)"', page)[1] for line in lines]  # type: ignore[index]


def fitted(client: Client, contract: int, way: str, lines: list[int], **numbers: str) -> str:
    form = {"lines": ",".join(map(str, lines)), "fit": way, **{f"p{line}": "" for line in lines}, **numbers}
    there = client.post(f"/c/{contract}/shipments/ask/", form).json()["location"]
    return plain(client.get(there, headers=HTML))


def test_the_buyers_own_order_says_what_leaves_first(enter: Enter, alice: int, contract: int, three: list[int]) -> None:
    client, (first, second, third) = enter(alice), three

    assert quantities(fitted(client, contract, "date", three), three) == ["100", "50", "0"]
    page = fitted(client, contract, "listed", three, **{f"p{third}": "1", f"p{first}": "2"})
    assert quantities(page, three) == ["50", "0", "100"]
    assert [page.index(f'name="q{line}"') for line in (third, first, second)] == sorted(
        page.index(f'name="q{line}"') for line in three
    ), "rows stand in that order"
    assert f'name="p{third}" value="1"' in page


def test_what_to_pay_is_for_what_the_buyer_has_put_last(
    enter: Enter, firm: Firm, alice: int, contract: int, three: list[int]
) -> None:
    account_to_pay_to(firm)
    first, second, third = three
    typed = {"lines": ",".join(map(str, three)), f"p{third}": "1", f"p{second}": "2", f"p{first}": "3", "issue": "1"}

    enter(alice).post(f"/c/{contract}/shipments/ask/", typed)

    [issued] = invoices.invoices(contract=contract).all()
    goods = {line.line: line.quantity for line in invoices.lines(issued.id)}
    assert goods == {first: dec(100), second: dec(50)}


def test_a_priority_that_is_no_number_is_told_at_its_field(
    enter: Enter, alice: int, contract: int, three: list[int]
) -> None:
    form = {"lines": ",".join(map(str, three)), f"p{three[0]}": "первой", "fit": "listed"}
    refused = enter(alice).post(f"/c/{contract}/shipments/ask/", form)

    assert f"p{three[0]}" in refused.json()["errors"]


def test_when_nothing_fits_it_is_said_why_before_and_after_the_button(
    enter: Enter, alice: int, contract: int, three: list[int]
) -> None:
    client, ask = enter(alice), f"/c/{contract}/shipments/ask/"
    lines = ",".join(map(str, three))

    for numbers, code, told in (
        ({"credit_limit": dec(499)}, "shipping.nothing_fits", "есть место на 499,00"),
        ({"credit_limit": dec(600), "minimum_shipment": dec(2000)}, "shipping.too_little_fits", "на 500,00"),
    ):
        Terms.objects.filter(contract_id=contract).update(**numbers)
        assert told in plain(client.get(f"{ask}?lines={lines}", headers=HTML))
        refused = client.post(ask, {"lines": lines, "fit": "date"}).json()["refusals"]
        assert [one["code"] for one in refused] == [code]


def test_with_something_overdue_the_set_is_what_leaves_once_it_is_paid(
    enter: Enter, alice: int, contract: int, three: list[int], walter: int
) -> None:
    Terms.objects.filter(contract_id=contract).update(deferral_days=1)
    ago = timezone.now() - timedelta(days=20)
    [made] = shipping.request(
        contract=contract, lines=[(three[0], dec(100))], address=None, key="s", actor=alice, at=ago
    )
    shipping.dispatch(shipment=made, actor=walter, at=ago)

    page = fitted(enter(alice), contract, "date", three[1:])

    assert "Просрочено 1 000,00" in page
    assert "После оплаты лимит оставит" in page
    assert quantities(page, three[1:]) == ["100", "50"]


@pytest.fixture
def sent(alice: int, contract: int, line: int, walter: int) -> int:
    at = timezone.now()
    [made] = shipping.request(contract=contract, lines=[(line, dec(20))], address=None, key="s", actor=alice, at=at)
    shipping.dispatch(shipment=made, actor=walter, at=at)
    return made


def test_the_buyer_answers_what_has_come_and_the_office_sees_what_was_wrong(
    enter: Enter, alice: int, contract: int, order: int, line: int, sent: int, walter: int
) -> None:
    client = enter(alice)
    page = plain(client.get(f"/c/{contract}/shipments/{sent}/", headers=HTML))
    assert "Принять поставку" in page

    counted = {f"q{line}": "19", f"d{line}": "2", f"n{line}": "помяты"}
    assert client.post(f"/c/{contract}/shipments/{sent}/accept/", counted).status_code == 200
    after = plain(client.get(f"/c/{contract}/shipments/{sent}/", headers=HTML))
    assert "принята с расхождениями" in after
    assert "помяты" in after
    assert "Принять поставку" not in after
    [row] = client.get(f"/c/{contract}/orders/{order}/rows").json()["rows"]
    assert (row[15], row[17]) == ("20", "17"), "of twenty that left seventeen came whole"

    office = enter(walter)
    told = office.get("/office/discrepancies/rows").json()
    assert told["total"] == 2
    there = office.get(f"/office/discrepancies/{told['rows'][0][0]}/")
    assert there.headers["Location"] == f"/office/shipments/{sent}/"
    assert "недостача" in plain(office.get(f"/office/shipments/{sent}/", headers=HTML))


def test_the_warehouse_says_where_the_goods_are(
    enter: Enter, alice: int, contract: int, sent: int, walter: int
) -> None:
    office, today = enter(walter), f"{timezone.localdate():%d.%m.%Y}"
    follow = {"carrier": "СДЭК", "tracking_number": "15", "tracking_url": "https://cdek.ru/15"}
    assert office.post(f"/office/shipments/{sent}/track/", follow).status_code == 200
    assert office.post(f"/office/shipments/{sent}/deliver/", {"delivered_on": today}).status_code == 200

    page = plain(enter(alice).get(f"/c/{contract}/shipments/{sent}/", headers=HTML))
    assert 'href="https://cdek.ru/15"' in page
    bad = office.post(f"/office/shipments/{sent}/track/", {**follow, "tracking_url": "javascript:alert(1)"})
    assert bad.status_code == 422
    assert "tracking_url" in bad.json()["errors"]


def test_hours_are_typed_into_the_list_of_warehouses(enter: Enter, firm: Firm, walter: int) -> None:
    office = enter(walter)

    def typed(value: str) -> int:
        cell = {"key": str(firm.moscow), "column": "cut_off", "value": value}
        return office.post("/office/warehouses/cell", cell, content_type="application/json").status_code

    assert typed("15:30") == 200
    assert Warehouse.objects.get(pk=firm.moscow).cut_off == time(15, 30)
    assert typed("поздно") == 422
    assert typed("") == 200
    assert Warehouse.objects.get(pk=firm.moscow).cut_off is None


def test_a_stranger_answers_and_names_nothing(enter: Enter, firm: Firm, contract: int, line: int, sent: int) -> None:
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    client = enter(stranger)

    for own in (contract, theirs):
        for way in ("accept/", "taker/", "cancel/"):
            answer = client.post(f"/c/{own}/shipments/{sent}/{way}", {f"q{line}": "1", "who": "Я"})
            assert answer.status_code == 404, (own, way)
    assert client.post(f"/office/shipments/{sent}/deliver/", {"delivered_on": "01.01.2026"}).status_code == 404
    assert client.get("/office/discrepancies/rows").status_code == 404
    assert shipments.shipment(sent).accepted_at is None
