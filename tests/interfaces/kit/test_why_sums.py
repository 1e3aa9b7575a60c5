"""Every sum, term and rule answers "why?" in the one panel: of what it is made, now and then, and who may see it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.billing import actions as billing
from optom.domain.companies import queries as companies
from optom.domain.companies.models import BankAccount, Company, CostCentre, Membership, Terms
from optom.domain.credit import actions as credit
from optom.domain.credit.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.models import Approval
from optom.domain.orders.rules import OrderLine
from optom.domain.pricing.models import ContractRule
from optom.domain.shipping import actions as shipping
from optom.domain.shipping.rules import Authority
from optom.interfaces.kit.why.pages import PAGES
from tests.statements import counted
from tests.trade import SECOND_INN, Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


def page(client: Client, address: str, **given: str) -> str:
    """What the page says, with common spaces in its numbers."""
    answer = client.get(address, given)
    assert answer.status_code == 200, address
    return str(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " ")


@pytest.fixture
def yesterday() -> datetime:
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def bob(firm: Firm, contract: int) -> int:
    """He buys for Mechanic too, up to a thousand at once and five thousand a month."""
    bob = firm.person("bob")
    company = companies.contract(contract).company
    Membership.objects.create(
        company_id=company, user_id=bob, role="buyer", order_limit=dec(1_000), month_limit=dec(5_000)
    )
    return bob


@pytest.fixture
def bought(firm: Firm, contract: int, alice: int, bearing: int, yesterday: datetime) -> tuple[int, list[int]]:
    """Yesterday Alice ordered 20 bearings at 5 % off and two grease guns; the order and its lines."""
    ContractRule.objects.create(
        contract_id=contract, brand_id=firm.brands["SKF"], discount=dec(5), valid_from=firm.at, reason="Объём"
    )
    gun = firm.product("GUN-1", brand="Mato", price=100, on_hand=5)
    lines = [OrderLine(bearing, dec(20)), OrderLine(gun, dec(2))]
    order = orders.place(contract=contract, lines=lines, key="o", actor=alice, at=yesterday).order
    return order, [line.id for line in ordered.lines(order=order)]


@pytest.fixture
def shipped(firm: Firm, contract: int, alice: int, bought: tuple[int, list[int]], yesterday: datetime) -> int:
    """All of it left an hour later."""
    pick_up = {
        "address": None,
        "authority": Authority("Зайцев", number="1", until=business_day(yesterday).replace(year=2031)),
    }
    asked = [(line.id, line.ordered) for line in ordered.lines(order=bought[0])]
    [shipment] = shipping.request(contract=contract, lines=asked, key="s", actor=alice, at=yesterday, **pick_up)  # type: ignore[arg-type]
    walter = firm.person("walter", "warehouse")
    shipping.dispatch(shipment=shipment, actor=walter, at=yesterday + timedelta(hours=1))
    return shipment


def test_an_order_is_the_sum_of_its_lines_with_vat_and_what_was_taken_off(
    enter: Enter, alice: int, contract: int, bought: tuple[int, list[int]], yesterday: datetime
) -> None:
    address = f"/why/{contract}/orders/{bought[0]}/total/"
    said = page(enter(alice), address)

    assert "8 033,80" in said  # 20 x 391.69 + 2 x 100
    assert "+ НДС 22 %" in said
    assert "1 448,72" in said  # the tax inside
    assert "Mato" in said
    assert "GUN-1" in said
    assert "Снято с цен колонки" in said
    assert "412,20" in said  # 20 x (412.30 - 391.69)
    assert "Заказано позже" in page(enter(alice), address, at=(yesterday - timedelta(hours=1)).isoformat())


def test_an_order_that_was_changed_says_what_it_was_and_that_its_lines_are_those_of_now(
    enter: Enter, alice: int, contract: int, bought: tuple[int, list[int]]
) -> None:
    orders.change_quantity(
        contract=contract, line=bought[1][0], quantity=dec(40), key="c", actor=alice, at=timezone.now()
    )
    address = f"/why/{contract}/orders/{bought[0]}/total/"
    now, then = page(enter(alice), address), page(enter(alice), address, at=_ago(minutes=5))

    assert "Когда был оформлен" in now
    assert "8 033,80" in now
    assert "15 867,60" in now
    assert "прошлое этого не хранится" not in now
    assert "прошлое этого не хранится" in then


def _ago(**by: int) -> str:
    return (timezone.now() - timedelta(**by)).isoformat()


def test_the_time_of_an_order_is_told_by_its_terms_and_by_what_has_lengthened_it(
    enter: Enter, alice: int, contract: int, bought: tuple[int, list[int]]
) -> None:
    address = f"/why/{contract}/orders/{bought[0]}/held/"
    first = page(enter(alice), address)
    orders.extend(contract=contract, lines=bought[1], actor=alice, at=timezone.now())
    second, then = page(enter(alice), address), page(enter(alice), address, at=_ago(minutes=5))

    assert "Срок резерва по договору" in first
    assert "резерв продлён" not in first
    assert "резерв продлён" in second
    assert "прежний срок не хранится" in then
    assert "резерв продлён" not in then


def test_a_draft_that_is_gone_leads_to_the_order_that_it_became(
    enter: Enter, firm: Firm, alice: int, bob: int, contract: int, bearing: int
) -> None:
    draft = orders.open_draft(contract=contract, name="Понедельник", actor=alice, at=timezone.now())
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(20))
    assert "8 246,00" in page(enter(alice), f"/why/{contract}/drafts/{draft}/")
    orders.order_draft(contract=contract, draft=draft, key="d", actor=alice, at=timezone.now())
    [order] = ordered.orders(contract=contract).all()

    assert f"/c/{contract}/orders/{order.id}/" in page(enter(bob), f"/why/{contract}/drafts/{draft}/")


def test_a_paper_is_made_of_what_left_and_an_invoice_of_what_was_ordered(
    enter: Enter, firm: Firm, alice: int, contract: int, bought: tuple[int, list[int]], shipped: int
) -> None:
    BankAccount.objects.create(
        seller_id=firm.seller, account="40702810400000001234", bic="044525225", bank="Сбербанк",
        correspondent="30101810400000000225",
    )  # fmt: skip
    billing.issue_invoice(contract=contract, key="i", actor=alice, at=timezone.now(), order=bought[0])
    papers = enter(alice).get(f"/c/{contract}/papers/rows").json()["rows"]
    said = [
        page(enter(alice), f"/why/{contract}/papers/{row['key'] if isinstance(row, dict) else row[0]}/")
        for row in papers
    ]

    assert len(said) == 2
    for one in said:
        assert "8 033,80" in one
        assert "+ НДС 22 %" in one
        assert "следующий по порядку без пропусков" in one
    assert any(f"Отгрузка {shipped}" in one for one in said)
    assert any("Выписан на заказанное" in one for one in said)


def test_what_a_payment_settled_and_what_was_left_of_the_debt_before_it(
    enter: Enter, firm: Firm, alice: int, contract: int, shipped: int
) -> None:
    before = _ago(minutes=5)
    credit.register_payment(
        contract=contract, key="p", number="512", on=timezone.localdate(), amount=dec(5_000), purpose="",
        at=timezone.now(), actor=firm.person("fiona", "finance"),
    )  # fmt: skip
    debt, payment = Entry.objects.filter(contract_id=contract).order_by("id").values_list("id", flat=True)
    due = Entry.objects.get(pk=debt).due_on
    now, then = (page(enter(alice), f"/why/{contract}/entries/{debt}/", at=at) for at in ("", before))
    day, day_then = (page(enter(alice), f"/why/{contract}/due/", due=str(due), at=at) for at in ("", before))

    assert "3 033,80" in now
    assert "Платёж № 512" in now
    assert "Платёж № 512" not in then
    assert "8 033,80" in then
    assert "5 000,00" in page(enter(alice), f"/why/{contract}/entries/{payment}/")
    assert "3 033,80" in day
    assert "3 033,80" not in day_then


def test_a_line_that_waits_is_told_the_day_by_which_enough_comes(
    enter: Enter, firm: Firm, alice: int, contract: int
) -> None:
    """So much as it and all before it want; until that is announced there is no day."""
    gun = firm.product("GUN-2", price=100)
    line = [OrderLine(gun, dec(5))]
    order = orders.place(contract=contract, lines=line, key="w", actor=alice, at=timezone.now()).order
    [waits] = ordered.lines(order=order)
    day = timezone.localdate() + timedelta(days=9)
    address = f"/why/{contract}/lines/{waits.id}/waits/"
    firm.arrival(gun, 3, day, at=timezone.now())
    first = page(enter(alice), address)
    firm.arrival(gun, 2, day + timedelta(days=1), at=timezone.now())

    assert "нужен ещё приход" in first
    assert "сколько нужно всем впереди" in page(enter(alice), address)
    assert f"{day + timedelta(days=1):%d.%m.%Y}" in page(enter(alice), address)


def test_a_person_and_a_cost_centre_are_told_which_orders_have_used_their_month(
    enter: Enter, firm: Firm, alice: int, bob: int, contract: int, bearing: int
) -> None:
    company = companies.contract(contract).company
    centre = CostCentre.objects.create(company_id=company, code="A1", name="Цех", budget=dec(10_000)).pk
    dear = firm.product("D-1", price=900, on_hand=50)
    now = timezone.now()
    lines = [OrderLine(dear, dec(1))]
    order = orders.place(contract=contract, lines=lines, key="b", actor=bob, at=now, centre=centre).order
    viewer = firm.person("viewer")
    Membership.objects.create(company_id=company, user_id=viewer, role="viewer")
    his = f"/why/{contract}/own-word/{bob}/"

    for said in (page(enter(bob), his), page(enter(alice), his)):
        assert f"Заказ {order}" in said
        assert "4 100,00" in said  # left of five thousand
        assert "alice" in said  # who approves
    assert "9 100,00" in page(enter(viewer), f"/why/{contract}/centres/{centre}/")
    assert f"Заказ {order}" not in page(enter(bob), his, at=_ago(minutes=5))
    assert enter(viewer).get(his).status_code == 422


def test_a_request_says_by_which_rule_it_waits_whose_word_it_takes_and_what_was_said_when(
    enter: Enter, alice: int, bob: int, contract: int, bearing: int, yesterday: datetime
) -> None:
    draft = orders.open_draft(contract=contract, name="Склад", actor=bob, at=yesterday)
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(20))
    orders.order_draft(contract=contract, draft=draft, key="a", actor=bob, at=yesterday)
    asked = Approval.objects.get()
    address = f"/why/{contract}/approvals/{asked.pk}/"
    waits = page(enter(alice), address)
    orders.decline(contract=contract, approval=asked.pk, reason="Дорого", actor=alice, at=timezone.now())
    declined, then = page(enter(bob), address), page(enter(bob), address, at=_ago(minutes=5))

    assert "8 246,00" in waits
    assert f'href="/why/{contract}/own-word/{bob}/"' in waits
    assert "alice" in waits
    assert "Дорого" in declined
    assert "Дорого" not in then
    assert "ждёт" in then


def test_terms_are_those_of_the_moment_and_their_reason_is_the_firms(
    enter: Enter, firm: Firm, alice: int, contract: int, yesterday: datetime
) -> None:
    Terms.objects.filter(contract_id=contract).update(valid_to=yesterday)
    Terms.objects.create(contract_id=contract, valid_from=yesterday, minimum_order=dec(777), reason="Тайна")
    director = firm.person("diana", "director")

    assert "777,00" in page(enter(alice), f"/why/{contract}/terms/")
    assert "777,00" not in page(enter(alice), f"/why/{contract}/terms/", at=_ago(days=2))
    assert "Тайна" not in page(enter(alice), f"/why/{contract}/terms/")
    assert "Тайна" in page(enter(director), f"/why/{contract}/terms/")


def test_a_no_of_the_portal_leads_to_its_derivation(
    enter: Enter, firm: Firm, alice: int, bob: int, contract: int, bearing: int
) -> None:
    """An order below the minimum, one over Bob's own limit, an act beyond his rights: each "Why?" opens."""
    Terms.objects.filter(contract_id=contract).update(minimum_order=dec(50_000))
    company = companies.contract(contract).company
    Company.objects.filter(pk=company).update(approval_over=dec(100))
    draft = orders.open_draft(contract=contract, name="Мало", actor=bob, at=timezone.now())
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(20))
    client = enter(bob)
    answer = client.post(f"/c/{contract}/drafts/{draft}/place/")
    ways = [one["why"] for one in answer.json()["refusals"]]
    beyond = client.get(f"/c/{contract}/company/journal/").json()["refusals"][0]["why"]

    assert ways == [f"/why/{contract}/terms/"]
    assert "50 000,00" in page(client, ways[0])
    assert "Кто даёт права" in page(client, beyond)
    checkout = client.get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()
    assert f'href="/why/{contract}/own-word/{bob}/"' in checkout or f'href="/why/{contract}/terms/"' in checkout


@pytest.fixture
def things(
    firm: Firm, alice: int, contract: int, bearing: int, bought: tuple[int, list[int]], shipped: int
) -> dict[str, int]:
    """Of each kind of answer something of Mechanic's to ask about."""
    company = companies.contract(contract).company
    entry = Entry.objects.get(contract_id=contract)
    own = {"lines": bought[1][0], "orders": bought[0], "shipments": shipped, "papers": entry.paper_id or 0}
    centre = CostCentre.objects.create(company_id=company, code="A1", name="Цех").pk
    draft = orders.open_draft(contract=contract, name="Вторник", actor=alice, at=timezone.now())
    approval = Approval.objects.create(
        contract_id=contract, company_id=company, draft=draft, name="Вторник", key="a", asked_by_id=alice,
        asked_at=timezone.now(), total=dec(1), lines=1, why=[], state="waiting",
    ).pk  # fmt: skip
    return own | {
        "entries": entry.pk,
        "own-word": alice,
        "centres": centre,
        "drafts": draft,
        "approvals": approval,
        "": bearing,
    }


def test_support_opens_every_answer_a_picker_and_a_stranger_none(
    enter: Enter, firm: Firm, alice: int, contract: int, things: dict[str, int]
) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужие", SECOND_INN, stranger)
    given = {"due": "2026-11-28", "act": "order", "number": "6204"}
    addresses = []
    for one in PAGES:
        kind = one.address.split("/")[0] if not one.address.startswith("<") else ""
        addresses.append(f"/why/{contract}/{one.address.replace('<int:number>', str(things.get(kind, 0)))}")

    answers = {
        name: {address: enter(user).get(address, given).status_code for address in addresses}
        for name, user in (
            ("buyer", alice),
            ("director", firm.person("diana", "director")),
            ("picker", firm.person("pavel", "warehouse")),
            ("stranger", stranger),
        )
    }
    for name, expected in (("buyer", 200), ("director", 200), ("picker", 404), ("stranger", 404)):
        assert {address: code for address, code in answers[name].items() if code != expected} == {}, name


def test_the_panel_gets_the_answer_without_the_page_around_it(enter: Enter, alice: int, contract: int) -> None:
    inside = enter(alice).get(f"/why/{contract}/terms/", headers={"HX-Request": "true"}).content.decode()

    assert 'data-title="' in inside
    assert "<html" not in inside
    assert f'href="/why/{contract}/terms/?at=' in inside


def test_an_order_of_many_lines_is_told_in_as_many_statements_and_shows_the_first(
    enter: Enter, firm: Firm, alice: int, contract: int, yesterday: datetime
) -> None:
    def told_of(lines: int, key: str) -> tuple[int, str]:
        wanted = [OrderLine(firm.product(f"{key}-{n}", price=10, on_hand=5), Decimal(1)) for n in range(lines)]
        order = orders.place(contract=contract, lines=wanted, key=key, actor=alice, at=yesterday).order
        client = enter(alice)
        with counted() as sent:
            said = page(client, f"/why/{contract}/orders/{order}/total/")
        return len(sent), said

    few, _ = told_of(2, "few")
    many, said = told_of(40, "many")
    assert few == many
    assert "и ещё 37" in said
    assert said.count("many-") < 8
