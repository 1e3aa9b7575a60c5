"""Every price, quantity, date and limit has a page of its own: the buyer sends its link, his support sees the same."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.companies import queries as companies
from optom.domain.companies.models import Membership, Terms
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.pricing.models import ContractRule
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipped
from optom.domain.shipping.rules import Authority
from optom.domain.stock import actions as stock
from optom.domain.stock.models import ContractWarehouse
from tests.statements import counted
from tests.trade import SECOND_INN, Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def agreed(firm: Firm, contract: int, bearing: int) -> None:
    """Five per cent on the brand."""
    ContractRule.objects.create(
        contract_id=contract, brand_id=firm.brands["SKF"], discount=dec(5), valid_from=firm.at, reason="Объём"
    )


def link_of(client: Client, contract: int, product: int) -> str:
    told = client.get(f"/c/{contract}/catalog/why", {"key": str(product), "column": "price"}).json()
    return str(told["link"])


def test_buyer_and_support_open_the_same_derivation(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, agreed: None
) -> None:
    link = link_of(enter(alice), contract, bearing)

    pages = [enter(user).get(link).content.decode() for user in (alice, firm.person("finance", "finance"))]

    assert all("391,69" in page and "Объём" in page and "6204-2RS" in page for page in pages)


def test_the_link_keeps_its_moment(enter: Enter, firm: Firm, alice: int, contract: int, bearing: int) -> None:
    link = link_of(enter(alice), contract, bearing)
    ContractRule.objects.create(
        contract_id=contract, brand_id=firm.brands["SKF"], discount=dec(5), valid_from=firm.at + timedelta(days=365)
    )

    assert "412,30" in enter(alice).get(link).content.decode()
    later = enter(alice).get(f"/why/{contract}/{bearing}/", {"at": (firm.at + timedelta(days=366)).isoformat()})
    assert "391,69" in later.content.decode()


def test_a_stranger_and_what_the_contract_does_not_see_have_no_page(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужие", SECOND_INN, stranger)
    secret = firm.product("S-1", price=1, group="Секретное")
    firm.deny(contract, group="Секретное")

    assert enter(stranger).get(f"/why/{contract}/{bearing}/").status_code == 404
    assert enter(alice).get(f"/why/{contract}/{secret}/").status_code == 404
    assert Client().get(f"/why/{contract}/{bearing}/").status_code in {302, 401}


def test_nonsense_in_the_address_is_answered_in_words(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    assert client.get(f"/why/{contract}/{bearing}/", {"at": "вчера"}).status_code == 400
    assert client.get(f"/why/{contract}/{bearing}/goods/", {"at": "0001-01-01T00:00"}).status_code == 400
    assert client.get(f"/why/{contract}/limit/", {"at": "1970-01-01T00:00"}).status_code == 200
    assert client.get(f"/why/{contract}/{bearing}/", {"quantity": "много"}).status_code in {400, 422}
    assert client.get(f"/why/{contract}/{bearing + 10**6}/").status_code == 404


# --- goods, dates and limits


def leaves(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Label and value of every branch, from the top down."""
    for node in nodes:
        yield node["label"], node.get("value", "")
        yield from leaves(node.get("children", []))


def told(client: Client, address: str, key: object, column: str, **more: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(address, {"key": str(key), "column": column, **more}).json()
    return answer


@pytest.fixture
def stranger(firm: Firm) -> int:
    return firm.person("stranger")


@pytest.fixture
def strange(firm: Firm, stranger: int) -> int:
    """The contract of somebody else who buys the same."""
    return firm.client("Чужие", SECOND_INN, stranger)


def order(contract: int, actor: int, product: int, quantity: int, at: datetime) -> list[int]:
    line = [OrderLine(product, dec(quantity))]
    placed = orders.place(contract=contract, lines=line, key=f"{at}", actor=actor, at=at)
    return [one.id for one in ordered.lines(order=placed.order)]


@pytest.fixture
def yesterday() -> datetime:
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def busy(
    firm: Firm, contract: int, alice: int, strange: int, stranger: int, bearing: int, yesterday: datetime
) -> list[int]:
    """Alice holds 120 of 500 since yesterday and a stranger 80 since an hour; 60 come, of which she waits for none."""
    firm.arrival(bearing, 60, business_day(yesterday + timedelta(days=9)), at=yesterday - timedelta(days=3))
    lines = order(contract, alice, bearing, 120, yesterday)
    order(strange, stranger, bearing, 80, timezone.now() - timedelta(hours=1))
    return lines


def test_what_is_free_is_what_stands_without_what_you_and_others_hold(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, busy: list[int]
) -> None:
    answer = told(enter(alice), f"/c/{contract}/catalog/why", bearing, f"stock_{firm.moscow}")

    said = dict(leaves(answer["tree"]))
    [row] = enter(alice).get(f"/c/{contract}/catalog/rows").json()["rows"]
    assert said["Москва"] == "300"
    assert "300" in row
    assert (said["На складе"], said["держится по вашему договору"], said["держится по другим договорам"]) == (
        "500",
        "−120",
        "−80",
    )
    assert "Чужие" not in str(answer)


def test_a_past_moment_is_told_as_it_was_seen_then(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, busy: list[int], yesterday: datetime
) -> None:
    why = f"/c/{contract}/catalog/why"
    before = told(enter(alice), why, bearing, "arrival", at=(yesterday - timedelta(hours=1)).isoformat())
    long_ago = told(enter(alice), why, bearing, "arrival", at=(yesterday - timedelta(days=5)).isoformat())

    assert dict(leaves(before["tree"]))["Москва"] == "500"
    assert dict(leaves(before["tree"]))["В пути"] == "60 шт"
    assert dict(leaves(long_ago["tree"]))["В пути"] == "0"


def test_a_buyer_can_not_tell_one_order_of_somebody_else_from_the_past(
    enter: Enter, firm: Firm, alice: int, contract: int, strange: int, stranger: int, bearing: int
) -> None:
    """The stranger orders at noon of the day before yesterday: neither is the hour told, nor how much it was."""
    noon = timezone.localtime().replace(hour=12, minute=0) - timedelta(days=2)
    order(strange, stranger, bearing, 80, noon)
    support = firm.person("finance", "finance")

    def free(user: int, at: datetime) -> bool:
        page = enter(user).get(f"/why/{contract}/{bearing}/goods/", {"at": at.isoformat()}).content.decode()
        return "держится по другим договорам" in page

    around = [noon - timedelta(minutes=1), noon + timedelta(minutes=1)]
    assert [free(alice, at) for at in around] == [False, False]
    assert free(alice, noon + timedelta(days=1)), "from the next day on it is a part of the sum"
    assert [free(support, at) for at in around] == [False, True]


def derivation(answer: Any) -> str:
    """The answer itself: addresses and moments beside it have digits too."""
    page: str = answer.content.decode()
    return page[page.index('class="derivation"') : page.rindex("</ul>")]


def test_what_a_buyer_was_told_he_sees_again_by_its_link_and_no_other_moment(
    enter: Enter, firm: Firm, alice: int, contract: int, strange: int, stranger: int, bearing: int
) -> None:
    order(strange, stranger, bearing, 80, timezone.now())
    link = told(enter(alice), f"/c/{contract}/catalog/why", bearing, f"stock_{firm.moscow}")["link"]
    order(strange, stranger, bearing, 30, timezone.now())
    parts = urlsplit(link)
    given = dict(parse_qsl(parts.query))
    later = {**given, "at": (datetime.fromisoformat(given["at"]) + timedelta(microseconds=1)).isoformat()}

    assert "420" in derivation(enter(alice).get(link))
    assert "420" in derivation(enter(firm.person("finance", "finance")).get(link))
    assert "420" not in derivation(enter(alice).get(parts.path, later))


def test_the_present_is_not_summed_up_from_all_that_was_held(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, busy: list[int]
) -> None:
    with counted() as sent:
        answer = told(enter(alice), f"/c/{contract}/catalog/why", bearing, f"stock_{firm.moscow}")

    assert "120" in dict(leaves(answer["tree"]))["держится по вашему договору"]
    assert not [text for text in sent if "stock_holdmove" in text]


def test_so_much_comes_from_there_then_and_the_rest_waits(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, busy: list[int]
) -> None:
    page = enter(alice).get(f"/why/{contract}/{bearing}/goods/", {"quantity": "395"}).content.decode()

    assert "395 округляется до 400" in page
    assert "сразу · Москва" in page
    assert "ждёт: откуда взять, пока неизвестно</span><b>40" in page


@pytest.fixture
def queued(firm: Firm, strange: int, stranger: int) -> int:
    """A stranger waits for eight of a bearing; ten have come, and nobody has given them out yet."""
    product = firm.product("6205", price=100)
    order(strange, stranger, product, 8, timezone.now() - timedelta(hours=1))
    firm.stock(product, 10)
    return product


def test_what_is_kept_for_those_who_wait_is_not_promised_to_who_asks(
    enter: Enter, firm: Firm, alice: int, contract: int, queued: int
) -> None:
    """As much as an order would hold, and as its refusal says."""
    answer = enter(alice).get(f"/why/{contract}/{queued}/goods/", {"quantity": "5"}).content.decode()
    bar = told(enter(alice), f"/c/{contract}/catalog/why", queued, f"stock_{firm.moscow}")

    said = dict(leaves(bar["tree"]))
    assert (said["Москва"], said["держится для тех, кто ждёт"]) == ("2", "−8")
    assert "сразу · Москва</span><b>2" in answer
    [line] = order(contract, alice, queued, 5, timezone.now())
    assert ordered.line_named(contract=contract, line=line).reserved == 2  # type: ignore[union-attr]


def test_what_was_kept_in_the_past_is_not_claimed_to_be_known(
    enter: Enter, alice: int, contract: int, queued: int
) -> None:
    past = {"at": (timezone.now() - timedelta(days=2)).isoformat()}

    assert "не записывалось" in enter(alice).get(f"/why/{contract}/{queued}/goods/", past).content.decode()
    assert "не записывалось" not in enter(alice).get(f"/why/{contract}/{queued}/goods/").content.decode()


def waiting(client: Client, contract: int, line: int) -> dict[str, Any]:
    placed = ordered.line_named(contract=contract, line=line)
    assert placed
    return told(client, f"/c/{contract}/orders/{placed.order}/why", line, "waiting")


def test_a_line_that_waits_for_goods_tells_its_place(
    enter: Enter, firm: Firm, alice: int, contract: int, strange: int, stranger: int
) -> None:
    product = firm.product("6205", price=100)
    order(strange, stranger, product, 8, timezone.now() - timedelta(hours=1))
    [line] = order(contract, alice, product, 5, timezone.now())

    answer = waiting(enter(alice), contract, line)

    assert "место 2 в очереди" in answer["line"]
    assert "8" in str(answer["tree"][0]["children"])
    assert "Если заказать" not in str(answer["tree"])
    assert "Чужие" not in str(answer)
    page = enter(alice).get(answer["link"])
    assert page.status_code == 200
    assert "Место в очереди" in page.content.decode()


def test_a_line_that_waits_because_of_a_limit_says_so(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    product = firm.product("6205", price=100)
    [line] = order(contract, alice, product, 8, timezone.now())
    firm.stock(product, 10)
    Terms.objects.filter(contract_id=contract).update(reservation_limit=dec(350))

    answer = waiting(enter(alice), contract, line)

    assert "лимит резерва" in answer["line"]
    assert "можно держать из этого: 3" in str(answer["tree"])
    assert "склад" not in answer["line"]


def test_a_line_whose_goods_stand_in_another_warehouse_says_so(
    enter: Enter, firm: Firm, alice: int, contract: int
) -> None:
    product = firm.product("6205", price=100)
    [line] = order(contract, alice, product, 8, timezone.now())
    firm.stock(product, 10, warehouse=firm.kazan)
    ContractWarehouse.objects.create(contract_id=contract, warehouse_id=firm.moscow)

    answer = waiting(enter(alice), contract, line)

    assert "там, откуда ваш договор не берёт" in answer["line"]
    assert dict(leaves(answer["tree"]))["Свободно на складах"] == "0 шт"


def test_the_story_of_an_arrival_is_told(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, yesterday: datetime
) -> None:
    arrival = firm.arrival(bearing, 60, date(2031, 3, 3), at=yesterday - timedelta(days=3))
    stock.change_arrival(arrival=arrival, quantity=dec(40), expected_on=date(2031, 3, 10), at=yesterday)

    page = enter(alice).get(f"/why/{contract}/{bearing}/goods/").content.decode()

    assert "на 03.03.2031" in page
    assert "ожидается 10.03.2031" in page
    assert "10.03.2031 · Москва" in page


def test_a_line_costs_what_was_agreed_when_it_was_ordered(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, busy: list[int], agreed: None
) -> None:
    """The discount holds since the firm was founded; it changes after the order."""
    ContractRule.objects.update(valid_from=timezone.now() - timedelta(minutes=1))
    page = f"/c/{contract}/orders/{ordered.line_named(contract=contract, line=busy[0]).order}/why"  # type: ignore[union-attr]

    answer = told(enter(alice), page, busy[0], "price")

    assert "412,30" in dict(leaves(answer["tree"]))["Ваша цена"]
    assert "412,30" in enter(alice).get(answer["link"]).content.decode()


def test_a_reserve_lasts_by_the_terms_of_the_order_and_says_so(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, busy: list[int], yesterday: datetime
) -> None:
    hours = companies.terms(contract, yesterday).reservation_hours
    reserve = shipped.held_lines(contract=contract, soon=yesterday).all()[0]

    first = told(enter(alice), f"/c/{contract}/reserves/why", reserve.id, "reserved_until")
    orders.extend(contract=contract, lines=busy, actor=alice, at=timezone.now())
    second = told(enter(alice), f"/c/{contract}/reserves/why", reserve.id, "reserved_until")

    assert dict(leaves(first["tree"]))["Срок резерва по договору"].startswith(f"+ {hours} ")
    assert "Заказано" in dict(leaves(first["tree"]))
    assert "Продлено, или досталось освободившееся" in dict(leaves(second["tree"]))


@pytest.fixture
def owing(firm: Firm, contract: int, alice: int, busy: list[int], yesterday: datetime) -> tuple[int, int, datetime]:
    """Ten pieces left yesterday evening, twenty more are asked for since; when it was between the two."""
    Terms.objects.filter(contract_id=contract).update(deferral_days=14)
    walter, evening = firm.person("walter", "warehouse"), yesterday + timedelta(hours=2)
    pick_up: dict[str, Any] = {
        "address": None,
        "actor": alice,
        "authority": Authority("Зайцев", number="1", until=date(2031, 1, 1)),
    }
    [left] = shipping.request(contract=contract, lines=[(busy[0], dec(10))], key="1", at=evening, **pick_up)
    gone = shipping.dispatch(shipment=left, actor=walter, at=evening + timedelta(hours=1))
    later = evening + timedelta(hours=9)
    shipping.request(contract=contract, lines=[(busy[0], dec(20))], key="2", at=later, **pick_up)
    return left, gone.entry, later - timedelta(hours=1)


def test_the_limit_unfolds_into_the_papers_and_shipments_behind_it(
    enter: Enter, firm: Firm, alice: int, contract: int, owing: tuple[int, int, datetime]
) -> None:
    pages = [
        enter(user).get(f"/why/{contract}/limit/").content.decode()
        for user in (alice, firm.person("finance", "finance"))
    ]

    for page in pages:
        assert "1 000 000,00" in page.replace("\u202f", " ").replace("\xa0", " ")
        assert "4 123,00" in page.replace("\u202f", " ").replace("\xa0", " ")  # the debt and its paper
        assert "8 246,00" in page.replace("\u202f", " ").replace("\xa0", " ")  # what is asked for


def test_the_limit_of_now_is_not_summed_up_from_all_that_was_ever_owed(
    enter: Enter, alice: int, contract: int, owing: tuple[int, int, datetime]
) -> None:
    """What is open is written down; asked for as the past, the same is summed up and is the same."""

    def said(**given: str) -> list[str]:
        page = enter(alice).get(f"/why/{contract}/limit/", given).content.decode()
        return re.findall(r"<b>([^<]*)</b>", page)

    with counted() as sent:
        now = said()

    assert not [text for text in sent if "credit_open_then" in text]
    assert len(now) > 5
    assert now == said(at=timezone.now().isoformat())


def test_the_limit_of_a_past_moment_is_made_of_its_own_papers(
    enter: Enter, alice: int, contract: int, owing: tuple[int, int, datetime]
) -> None:
    page = enter(alice).get(f"/why/{contract}/limit/", {"at": owing[2].isoformat()}).content.decode()

    assert "4 123,00" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "8 246,00" not in page.replace("\u202f", " ").replace("\xa0", " ")


def test_a_limit_from_before_the_ledger_says_what_is_not_known(
    enter: Enter, alice: int, contract: int, owing: tuple[int, int, datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a house that had worked before it had the ledger of accounts; that of stock is tried beside its acts."""
    monkeypatch.setattr("optom.domain.credit.queries.recorded_since", timezone.now)

    page = enter(alice).get(f"/why/{contract}/limit/", {"at": owing[2].isoformat()}).content.decode()

    assert "4 123,00" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "не записывалось" in page
    assert "1 000 000,00" not in page.replace("\u202f", " ").replace("\xa0", " ")


def test_terms_of_then_hold_for_a_past_moment(
    enter: Enter, firm: Firm, alice: int, contract: int, yesterday: datetime
) -> None:
    Terms.objects.filter(contract_id=contract).update(valid_to=yesterday)
    Terms.objects.create(contract_id=contract, valid_from=yesterday, credit_limit=dec(777))
    before = (yesterday - timedelta(hours=1)).isoformat()

    assert "777,00" in enter(alice).get(f"/why/{contract}/limit/").content.decode()
    assert "777,00" not in enter(alice).get(f"/why/{contract}/limit/", {"at": before}).content.decode()


def test_a_due_day_counts_from_the_day_on_which_the_goods_left(
    enter: Enter, firm: Firm, alice: int, contract: int, owing: tuple[int, int, datetime]
) -> None:
    shipment, entry, _between = owing
    by_shipment = told(enter(alice), f"/c/{contract}/shipments/why", shipment, "shipped_sum")
    by_entry = told(enter(alice), f"/c/{contract}/money/statement/why", entry, "due_on")

    assert by_shipment == by_entry
    assert "Отсрочка платежа" in dict(leaves(by_entry["tree"]))
    assert enter(alice).get(by_entry["link"]).status_code == 200


def test_money_is_for_those_who_may_see_it_and_goods_for_all(
    enter: Enter, firm: Firm, contract: int, bearing: int, owing: tuple[int, int, datetime]
) -> None:
    viewer = firm.person("viewer")
    company = companies.contract(contract).company
    Membership.objects.create(company_id=company, user_id=viewer, role="viewer")
    client = enter(viewer)

    assert client.get(f"/why/{contract}/{bearing}/goods/").status_code == 200
    assert client.get(f"/why/{contract}/limit/").status_code == 422
    assert client.get(f"/why/{contract}/entries/{owing[1]}/due/").status_code == 422
    assert told(client, f"/c/{contract}/shipments/why", owing[0], "shipped_sum") == {"line": ""}


def test_a_stranger_has_none_of_the_pages(
    enter: Enter, contract: int, stranger: int, strange: int, bearing: int, busy: list[int], owing: tuple[int, ...]
) -> None:
    client = enter(stranger)
    things = [
        f"{bearing}/",
        f"{bearing}/goods/",
        "limit/",
        f"lines/{busy[0]}/price/",
        f"lines/{busy[0]}/until/",
        f"lines/{busy[0]}/waits/",
    ]

    for thing in [*things, f"entries/{owing[1]}/due/"]:
        assert client.get(f"/why/{contract}/{thing}").status_code == 404
        if "lines" in thing or "entries" in thing:
            assert client.get(f"/why/{strange}/{thing}").status_code == 404


def test_a_no_about_goods_or_a_limit_leads_to_its_why(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    cell = {"key": str(bearing), "column": "quantity", "value": "7"}
    refused = enter(alice).post(f"/c/{contract}/catalog/cell", cell, content_type="application/json")

    [reason] = refused.json()["refusals"]
    assert reason["code"] == "orders.not_multiple"
    assert enter(alice).get(reason["why"]).status_code == 200
