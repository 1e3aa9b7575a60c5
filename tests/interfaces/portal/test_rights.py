"""A colleague sees and does what his rights say, on pages, in JSON, in refusals; a stranger finds no page at all."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.companies import queries as companies
from optom.domain.companies.models import Contract, CostCentre, Membership, Terms
from optom.domain.credit import actions as credit
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Approval, Draft, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.interfaces.kit import formats
from optom.interfaces.kit.deeds import DEEDS
from optom.interfaces.portal.journal import sentence
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
OF_MONEY = ["money/", "money/statement/", "money/statement/rows", "money/statement/export.csv", "money/open/rows"]
OF_PAPERS = ["papers/", "papers/rows", "papers/export.xlsx", "papers/advance/", "papers/panel?key=1"]
OF_DRAFTS = ["drafts/new/", "drafts/{draft}/", "drafts/{draft}/rows", "drafts/{draft}/checkout/"]
OF_SHIPPING = ["shipments/ask/?lines=1"]
OF_ADMINISTRATORS = ["company/journal/", "company/journal/rows", "company/journal/export.csv", "company/people/{bob}/"]
NEEDS = {
    "money": OF_MONEY,
    "papers": OF_PAPERS,
    "draft": OF_DRAFTS,
    "ship": OF_SHIPPING,
    "administer": OF_ADMINISTRATORS,
}
ALL = ["look", "draft", "order", "ship", "papers", "money", "approve", "administer"]


@pytest.fixture
def company(contract: int) -> int:
    return int(Contract.objects.get(pk=contract).company_id)


@pytest.fixture
def bob(firm: Firm, company: int) -> int:
    """He works beside Alice, who administers the company."""
    person = firm.person("bob")
    Membership.objects.create(company_id=company, user_id=person, role="buyer")
    return person


def only(person: int, *rights: str) -> None:
    Membership.objects.filter(user_id=person).update(role="own", rights=["look", *rights])


def draft_of(contract: int, person: int, product: int, quantity: int) -> int:
    at = timezone.now()
    draft = orders.open_draft(contract=contract, name="ноябрь", actor=person, at=at)
    orders.set_quantity(contract=contract, draft=draft, product=product, quantity=dec(quantity))
    return draft


@pytest.mark.parametrize("right", NEEDS)
def test_without_the_right_neither_page_nor_data_open(
    enter: Enter, contract: int, bob: int, bearing: int, right: str
) -> None:
    draft = draft_of(contract, bob, bearing, 10)
    client = enter(bob)
    addresses = [f"/c/{contract}/{address.format(draft=draft, bob=bob)}" for address in NEEDS[right]]

    only(bob, *(one for one in ALL if one not in {right, "look"}))
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 422, address
        assert [one["code"] for one in answer.json()["refusals"]] == ["companies.may_not"]
    only(bob, *(one for one in ALL if one != "look"))
    for address in addresses:
        assert client.get(address).status_code in {200, 404}, address


def test_a_page_that_takes_two_rights_opens_with_both_alone(
    enter: Enter, contract: int, bob: int, bearing: int
) -> None:
    at, client = timezone.now(), enter(bob)
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="k", actor=bob, at=at).order
    wanted = [(queries.lines(order=order)[0].id, dec(10))]
    [shipment] = shipping.request(contract=contract, lines=wanted, address=None, key="s", actor=bob, at=at)
    of = f"/c/{contract}/shipments/{shipment}/"

    for right in ("ship", "papers"):
        only(bob, right)
        assert "attorney/" not in client.get(of).content.decode()
        for answer in (client.get(f"{of}attorney/"), client.post(f"{of}title/")):
            assert [one["code"] for one in answer.json()["refusals"]] == ["companies.may_not"]
    only(bob, "ship", "papers")
    assert f"{of}attorney/" in client.get(of).content.decode()
    assert client.get(f"{of}attorney/").status_code == 200
    assert [one["code"] for one in client.post(f"{of}title/").json()["refusals"]] == ["input.required"]


def test_tabs_are_those_of_his_rights(enter: Enter, contract: int, bob: int) -> None:
    def tabs() -> list[str]:
        page = enter(bob).get(f"/c/{contract}/orders/", headers={"Accept": "text/html"})
        return [str(tab.title) for tab in page.context["book"].tabs]

    only(bob)
    assert tabs() == ["Каталог", "КП", "Заказы", "Резервы", "Отгрузки", "Компания"]
    only(bob, "draft", "approve", "money")
    assert tabs() == ["Каталог", "+", "Согласования", "КП", "Заказы", "Резервы", "Отгрузки", "Расчёты", "Компания"]


SUMS = ["777777", "777000", "777,00", "777.00"]  # whole sums: three sevens may stand in any key by chance
SECRETS = [*SUMS, "Свободный лимит", "Кредитный лимит", "просрочено"]


def test_who_may_not_see_money_sees_it_nowhere(enter: Enter, firm: Firm, contract: int, bob: int, bearing: int) -> None:
    """He owes 777 777.00 for weeks; the limit is 777 000.00."""
    at = timezone.now()
    month_ago = at - timedelta(days=25)
    credit.open_balance(
        contract=contract, amount=Decimal("777777.00"), on=business_day(month_ago), actor=None, at=month_ago
    )
    lines = [OrderLine(bearing, dec(10))]
    placed = orders.place(contract=contract, lines=lines, key="k", actor=bob, at=at)
    draft = draft_of(contract, bob, bearing, 10)
    client = enter(bob)
    line = client.get(f"/c/{contract}/orders/{placed.order}/rows").json()["rows"][0][0]
    of = f"/c/{contract}"
    pages = [
        *("catalog/", "catalog/rows", f"catalog/panel?key={bearing}", f"catalog/why?key={bearing}&column=price"),
        *("orders/", "orders/rows", f"orders/{placed.order}/", f"orders/{placed.order}/rows", "reserves/rows"),
        *(f"drafts/{draft}/", f"drafts/{draft}/rows", f"drafts/{draft}/checkout/", "company/"),
        f"shipments/ask/?lines={line}",
    ]
    said = {"lines": line, f"q{line}": "10", "key": "ask"}

    def told() -> str:
        texts = [client.get(f"{of}/{page}").content.decode() for page in pages]
        return " ".join([*texts, client.post(f"{of}/shipments/ask/", said).content.decode()])

    shown = told().replace("\u202f", "")
    assert any(one in shown for one in SUMS), "control"
    assert all(secret in shown for secret in ("Свободный лимит", "Кредитный лимит")), "control"
    only(bob, "draft", "order", "ship", "papers")
    everything = told().replace("\u202f", "")
    assert [secret for secret in SECRETS if secret in everything] == []
    refused = client.post(f"{of}/shipments/ask/", said)
    assert [one["code"] for one in refused.json()["refusals"]] == ["credit.ask_colleague"]
    assert client.post(f"{of}/shipments/ask/", {**said, "fit": "date"}).status_code == 422


def test_who_may_not_order_picks_and_does_not_place(enter: Enter, contract: int, bob: int, bearing: int) -> None:
    only(bob, "draft")
    client = enter(bob)
    body = {"key": str(bearing), "column": "quantity", "value": "10"}
    assert client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json").status_code == 200
    draft = Draft.objects.get().pk

    answer = client.post(f"/c/{contract}/drafts/{draft}/place/")

    assert [one["code"] for one in answer.json()["refusals"]] == ["companies.may_not"]
    assert not Order.objects.exists()
    assert "placing" not in client.get(f"/c/{contract}/drafts/{draft}/").content.decode()


def test_rights_and_limits_are_set_on_the_page_of_a_person(
    enter: Enter, alice: int, contract: int, company: int, bob: int
) -> None:
    centre = CostCentre.objects.create(company_id=company, code="10", name="Цех").pk
    client = enter(alice)
    given: dict[str, Any] = {"right": ["look", "order"], "order_limit": "10 000,50", "month_limit": ""}
    given |= {"approver": str(alice), "centre": [str(centre)]}

    assert client.post(f"/c/{contract}/company/people/{bob}/seat/", given).status_code == 200

    seat = Membership.objects.get(user_id=bob)
    assert (seat.rights, seat.order_limit, seat.month_limit) == (["look", "draft", "order"], dec("10000.50"), None)
    assert (seat.approver_id, seat.cost_centres) == (alice, [centre])
    page = client.get(f"/c/{contract}/company/people/{bob}/").content.decode()
    assert 'value="10000,5"' in page
    wrong = client.post(f"/c/{contract}/company/people/{bob}/seat/", {**given, "order_limit": "много"})
    assert set(wrong.json()["errors"]) == {"order_limit"}


def test_the_same_button_asks_the_boss_who_gets_a_letter_and_approves(
    enter: Enter, alice: int, contract: int, bob: int, bearing: int
) -> None:
    Membership.objects.filter(user_id=bob).update(order_limit=dec(1000), month_limit=dec(50_000))
    draft = draft_of(contract, bob, bearing, 10)
    client, boss = enter(bob), enter(alice)
    before = client.get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()
    assert "Отправить на согласование" in before
    assert "Уйдёт на согласование: alice" in before
    assert "использовано 0,00 из 50\u202f000,00" in before

    asked = client.post(f"/c/{contract}/drafts/{draft}/place/").json()

    request = Approval.objects.get().pk
    assert asked["location"] == f"/c/{contract}/approvals/{request}/"
    [letter] = mail.outbox
    assert letter.to == ["alice@example.org"]
    assert f"/c/{contract}/approvals/{request}/" in letter.body
    page = boss.get(f"/c/{contract}/approvals/{request}/").content.decode()
    assert "Согласовать" in page
    assert "6204-2RS" in page
    for of_him in page, boss.get(f"/c/{contract}/approvals/rows").content.decode():
        assert "bob: можно заказать на 1\u202f000,00 за раз; этот заказ — 4\u202f123,00." in of_him
        assert "Вам можно" not in of_him, "that would be the boss himself"
    answer = boss.post(f"/c/{contract}/approvals/{request}/approve/", {"agreed": "4123"}).json()
    order = Order.objects.get()
    assert answer["location"] == f"/c/{contract}/orders/{order.pk}/"
    assert (order.placed_by_id, order.asked_by_id) == (alice, bob)
    assert mail.outbox[-1].to == ["bob@example.org"]
    assert boss.post(f"/c/{contract}/approvals/{request}/approve/", {"agreed": "4123"}).status_code == 200
    assert Order.objects.count() == 1
    assert len(mail.outbox) == 2


def test_a_no_opens_the_draft_and_stands_above_it(
    enter: Enter, alice: int, contract: int, bob: int, bearing: int
) -> None:
    Membership.objects.filter(user_id=bob).update(order_limit=dec(1000))
    draft = draft_of(contract, bob, bearing, 10)
    client = enter(bob)
    client.post(f"/c/{contract}/drafts/{draft}/place/")
    request = Approval.objects.get().pk
    waiting = client.get(f"/c/{contract}/drafts/{draft}/").content.decode()
    assert "Ждёт согласования" in waiting
    cell = {"key": str(bearing), "column": "quantity", "value": "20"}
    refused = client.post(f"/c/{contract}/drafts/{draft}/cell", cell, content_type="application/json")
    assert [one["code"] for one in refused.json()["refusals"]] == ["orders.draft_waits"]
    client.post(f"/c/{contract}/catalog/cell", cell, content_type="application/json")
    assert Draft.objects.count() == 2, "what is picked meanwhile goes into another one"

    assert enter(alice).post(f"/c/{contract}/approvals/{request}/decline/", {"reason": ""}).status_code == 422
    enter(alice).post(f"/c/{contract}/approvals/{request}/decline/", {"reason": "в декабре"})

    assert "в декабре" in client.get(f"/c/{contract}/drafts/{draft}/").content.decode()
    assert "в декабре" in mail.outbox[-1].body


def test_orders_are_filtered_by_their_cost_centre(
    enter: Enter, alice: int, contract: int, company: int, bearing: int
) -> None:
    first = CostCentre.objects.create(company_id=company, code="10", name="Цех").pk
    second = CostCentre.objects.create(company_id=company, code="20", name="Склад", budget=dec(10_000)).pk
    for key, centre in (("a", first), ("b", second), ("c", None)):
        lines = [OrderLine(bearing, dec(10))]
        orders.place(contract=contract, lines=lines, key=key, actor=alice, at=timezone.now(), centre=centre)
    client = enter(alice)

    assert client.get(f"/c/{contract}/orders/rows?centre_id={first}").json()["total"] == 1
    facets = client.get(f"/c/{contract}/orders/rows").json()["facets"]["centre_id"]
    assert [one["title"] for one in facets] == ["10 Цех", "20 Склад"]
    used = client.get(f"/c/{contract}/company/centres/rows").json()["rows"]
    assert [row[1:6] for row in used] == [
        ["10", "Цех", None, "4123", None],
        ["20", "Склад", "10000", "4123", "5877"],
    ]


def test_an_administrator_keeps_the_list_of_cost_centres_and_a_buyer_does_not(
    enter: Enter, alice: int, contract: int, bob: int
) -> None:
    boss, buyer = enter(alice), enter(bob)
    given = {"code": "10", "name": "Цех", "budget": "1 000"}
    assert boss.post(f"/c/{contract}/company/centres/new/", given).status_code == 200
    centre = CostCentre.objects.get()
    cell = {"key": str(centre.pk), "column": "budget", "value": "2000"}
    json = {"content_type": "application/json"}
    assert boss.post(f"/c/{contract}/company/centres/cell", cell, **json).json()["row"][3] == "2000"  # type: ignore[arg-type]
    assert buyer.post(f"/c/{contract}/company/centres/cell", cell, **json).status_code == 400  # type: ignore[arg-type]
    assert buyer.post(f"/c/{contract}/company/centres/new/", given).status_code == 422
    keys = {"keys": [str(centre.pk)]}
    assert buyer.post(f"/c/{contract}/company/centres/acts/close", keys, **json).status_code == 422  # type: ignore[arg-type]
    assert boss.post(f"/c/{contract}/company/centres/acts/close", keys, **json).status_code == 200  # type: ignore[arg-type]
    assert CostCentre.objects.get().is_closed


def test_the_journal_tells_in_words_who_did_what(
    enter: Enter, alice: int, contract: int, bob: int, bearing: int
) -> None:
    client = enter(alice)
    client.post(f"/c/{contract}/company/people/{bob}/seat/", {"right": ["order"], "order_limit": "1000"})
    orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="k", actor=alice, at=timezone.now())

    rows = client.get(f"/c/{contract}/company/journal/rows").json()["rows"]

    assert [row[2:4] for row in rows] == [["alice", "orders.place"], ["alice", "companies.seat"]]
    order = Order.objects.get().pk
    assert rows[0][4].replace("\u202f", "") == f"№ {order}: строк 1, из них ждут 0, 4123,00\u00a0₽"
    assert rows[1][4].startswith("bob: ")
    assert "лимит одного заказа: — → 1\u202f000,00\u00a0₽" in rows[1][4]
    assert client.get(f"/c/{contract}/company/journal/rows?actor={bob}").json()["total"] == 0
    assert client.get(f"/c/{contract}/company/journal/rows?act=orders.place").json()["total"] == 1
    panel = client.get(f"/c/{contract}/company/journal/panel?key={rows[0][0]}").content.decode()
    assert f"/c/{contract}/orders/{order}/" in panel


def test_the_journal_tells_what_was_done_to_which_lines(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    at = timezone.now()
    own: dict[str, Any] = {"contract": contract, "actor": alice, "at": at}
    others = [firm.product(f"70{number}", price=10, on_hand=5) for number in range(4)]
    wanted = [OrderLine(bearing, dec(10)), *(OrderLine(other, dec(5)) for other in others)]
    order = orders.place(lines=wanted, key="k", **own).order
    first, *rest = (line.id for line in queries.lines(order=order))
    orders.change_quantity(line=first, quantity=dec(20), key="k", **own)
    until = orders.extend(lines=[first, *rest], **own)
    orders.release(quantities={rest[0]: dec(2)}, **own)
    orders.replace(line=rest[0], instead=orders.Instead(bearing, quantity=dec(10), give_up=dec(3)), key="r", **own)
    shipments = shipping.request(lines=[(first, dec(10))], address=None, key="s", **own)

    rows = enter(alice).get(f"/c/{contract}/company/journal/rows").json()["rows"]

    told = {row[3]: row[4].replace("\u202f", "") for row in rows}
    assert told["orders.change_quantity"] == f"заказ {order}: 6204-2RS 10 → 20"
    assert told["orders.extend"] == f"заказ {order}: 6204-2RS, 700, 701 и ещё 2; до {formats.moment(until)}"
    assert told["orders.release"] == f"заказ {order}: 700 × 2"
    assert told["orders.replace"] == f"заказ {order}: 700 × 3; вместо этого 6204-2RS × 10"
    assert told["shipping.request"] == f"№ {shipments[0]} на 4123,00\u00a0₽; заказ {order}: 6204-2RS × 10"
    orders.cancel(lines=[first], **own)
    waiting = orders.place(lines=[OrderLine(others[3], dec(9))], key="w", **own).order
    firm.arrival(others[3], 20, business_day(at))
    orders.serve_waiting(at=at)
    shipping.dispatch(shipment=shipments[0], actor=None, at=at)
    shipping.deliver(shipment=shipments[0], on=business_day(at), actor=None, at=at)
    told = {row[3]: row[4] for row in enter(alice).get(f"/c/{contract}/company/journal/rows").json()["rows"]}
    assert told["orders.serve"].startswith(f"заказ {waiting}: 703 × ")
    assert told["shipping.deliver"] == formats.day(business_day(at))


NEW = [
    *("approvals/", "approvals/rows", "approvals/{request}/", "company/centres/", "company/centres/rows"),
    *("company/journal/", "company/journal/rows", "company/journal/panel?key=1", "company/people/{bob}/"),
]
NEW_ACTS = [
    *("approvals/{request}/approve/", "approvals/{request}/decline/", "approvals/{request}/withdraw/"),
    *("company/centres/new/", "company/centres/acts/close", "company/centres/cell", "company/approval-rule/"),
    "company/people/{bob}/seat/",
]


def test_a_stranger_finds_none_of_the_new_pages(
    enter: Enter, firm: Firm, alice: int, contract: int, bob: int, bearing: int
) -> None:
    Membership.objects.filter(user_id=bob).update(order_limit=dec(1000))
    enter(bob).post(f"/c/{contract}/drafts/{draft_of(contract, bob, bearing, 10)}/place/")
    request = Approval.objects.get().pk
    stranger = firm.person("stranger")
    his = firm.client("Чужой", "7700000016", stranger)
    client = enter(stranger)

    for address in NEW:
        where = address.format(request=request, bob=bob)
        assert client.get(f"/c/{contract}/{where}").status_code == 404, where
        assert enter(alice).get(f"/c/{contract}/{where}").status_code in {200, 404}
    for address in NEW_ACTS:
        where = address.format(request=request, bob=bob)
        assert client.post(f"/c/{contract}/{where}", {"agreed": "4123", "reason": "x"}).status_code == 404, where
    for way in ("", "approve/", "decline/", "withdraw/"):
        assert client.post(f"/c/{his}/approvals/{request}/{way}", {"agreed": "1", "reason": "x"}).status_code == 404
    assert client.get(f"/c/{his}/company/people/{bob}/").status_code == 404
    assert Approval.objects.get().state == "waiting"


def test_a_fact_of_any_shape_is_told(firm: Firm, contract: int, alice: int) -> None:
    """Lines with their quantities, lists, sums, nothing."""
    facts = {"lines": {"7": "4.000", "8": "x.y"}, "made": {}, "sum": "12.50", "roles": ["owner", None], "at": None}
    for act in DEEDS:
        row = companies.DeedRow(1, firm.at, alice, "Alice", act, f"companies.contract:{contract}", facts)
        assert "{" not in sentence(row, {})
    old = companies.DeedRow(1, firm.at, alice, "Alice", "orders.extend", "companies.contract:1", {"lines": {"7": "0"}})
    assert sentence(old, {}) == "строк: 1", "it was written before entries named their lines"


def test_what_the_firm_lets_the_company_hold_is_told_only_to_who_sees_money(
    enter: Enter, contract: int, bob: int, bearing: int
) -> None:
    Terms.objects.filter(contract_id=contract).update(reservation_limit=dec(777))
    draft = draft_of(contract, bob, bearing, 20)
    client = enter(bob)

    def told() -> str:
        panel = client.get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()
        refused = client.post(f"/c/{contract}/drafts/{draft}/place/", {})
        assert refused.status_code == 422
        return panel + refused.content.decode()

    only(bob, "draft", "order", "money")
    assert "777,00" in told()
    only(bob, "draft", "order")
    assert "777,00" not in told()


def test_the_frame_tells_of_approvals_that_wait_under_another_contract(
    enter: Enter, firm: Firm, company: int, contract: int, alice: int, bob: int, bearing: int
) -> None:
    second = firm.contract(company, "119")
    Membership.objects.filter(user_id=bob).update(order_limit=dec(1))
    draft = draft_of(second, bob, bearing, 10)
    asked: dict[str, Any] = {"contract": second, "draft": draft, "key": "k", "actor": bob, "at": timezone.now()}
    assert isinstance(orders.order_draft(**asked), orders.Asked)

    page = enter(alice).get(f"/c/{contract}/catalog/").content.decode()
    assert f'href="/c/{second}/approvals/"' in page
    assert "1 согласование" in page
    assert "согласование" not in enter(bob).get(f"/c/{contract}/catalog/").content.decode()
