"""Why of a past moment tells the past: packs, warehouses, visibility and groups of then; and says what is not known."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.assortment import actions as assortment
from optom.domain.assortment.queries import Scope
from optom.domain.companies.models import Contract, Membership
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.pricing.models import ColumnPrice, ContractRule, PriceChange
from optom.domain.stock import actions as stock
from tests.trade import SECOND_INN, Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
DAY = timedelta(days=1)


@pytest.fixture
def noon() -> datetime:
    """The day before yesterday."""
    return timezone.localtime().replace(hour=12, minute=0) - 2 * DAY


@pytest.fixture
def finance(firm: Firm) -> int:
    return firm.person("finance", "finance")


def page(client: Client, address: str, at: datetime | None = None, **given: str) -> str:
    asked = {**given, **({"at": at.isoformat()} if at else {})}
    text = client.get(address, asked).content.decode()
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_packs_of_then_are_told_of_then(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, noon: datetime
) -> None:
    firm.now_sold(bearing, at=noon, multiple=dec(25))
    goods, client = f"/why/{contract}/{bearing}/goods/", enter(alice)

    assert "по 25" in page(client, goods)
    assert "по 10" in page(client, goods, noon - DAY)
    assert "15 округляется до 20" in page(client, goods, noon - DAY, quantity="15")
    assert "15 округляется до 25" in page(client, goods, noon + DAY, quantity="15")


def test_warehouses_of_then_are_told_of_then(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, noon: datetime
) -> None:
    stock.set_warehouses(contract=contract, warehouses=[firm.kazan], actor=None, at=noon)
    goods, client = f"/why/{contract}/{bearing}/goods/", enter(alice)

    assert "Москва" not in page(client, goods)
    then = page(client, goods, noon - DAY)
    assert "Москва" in then
    assert "ваш договор тогда брал товар с этих складов" in then


def test_the_price_of_an_order_is_derived_by_the_group_in_which_the_product_stood(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, noon: datetime
) -> None:
    firm.group("Акции")
    ContractRule.objects.create(
        contract_id=contract, group_id=firm.groups["Подшипники"], discount=dec(10), valid_from=firm.at, reason="Объём"
    )
    placed = orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="k", actor=alice, at=noon).order
    [line] = ordered.lines(order=placed)
    firm.now_sold(bearing, at=noon + DAY, group="Акции")

    then = page(enter(alice), f"/why/{contract}/lines/{line.id}/price/")
    assert "371,07" in then
    assert "Объём" in then
    assert "412,30" in page(enter(alice), f"/why/{contract}/{bearing}/")


def test_what_was_not_seen_then_is_said_and_what_is_not_seen_now_has_no_page(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, noon: datetime, finance: int
) -> None:
    hidden = Scope.naming(denied_brands=[firm.brands["SKF"]])
    assortment.set_scope(contract=contract, scope=hidden, actor=None, at=noon - 5 * DAY)
    assortment.set_scope(contract=contract, scope=Scope(), actor=None, at=noon)

    for user in (alice, finance):
        assert "тогда не видел" in page(enter(user), f"/why/{contract}/{bearing}/goods/", noon - DAY)
        assert "тогда не видел" in page(enter(user), f"/why/{contract}/{bearing}/", noon - DAY)
        assert "тогда не видел" not in page(enter(user), f"/why/{contract}/{bearing}/", noon - 6 * DAY)

    assortment.set_scope(contract=contract, scope=hidden, actor=None, at=noon + DAY)
    then = {"at": (noon - 6 * DAY).isoformat()}
    assert enter(alice).get(f"/why/{contract}/{bearing}/", then).status_code == 404
    assert enter(alice).get(f"/why/{contract}/{bearing}/goods/", then).status_code == 404


# --- moments of which nothing is known


def test_before_the_first_price_it_is_said_since_when_there_is_one(
    enter: Enter, firm: Firm, alice: int, contract: int, noon: datetime
) -> None:
    product = firm.product("NEW-1")
    PriceChange.objects.create(column_id=firm.wholesale, product_id=product, amount=dec(5), at=noon)
    ColumnPrice.objects.create(column_id=firm.wholesale, product_id=product, amount=dec(5))

    told = page(enter(alice), f"/why/{contract}/{product}/", noon - DAY)
    assert f"первая известная — от {noon:%d.%m.%Y}" in told
    assert "его цены ещё не было" not in told
    before = page(enter(alice), f"/why/{contract}/{product}/", firm.at - DAY)
    assert f"согласованы с {timezone.localtime(firm.at):%d.%m.%Y}" in before


def test_the_first_price_of_a_column_that_is_not_the_contracts_is_not_told(
    enter: Enter, firm: Firm, alice: int, contract: int, noon: datetime
) -> None:
    product = firm.product("NEW-1")
    PriceChange.objects.create(column_id=firm.retail, product_id=product, amount=dec(5), at=noon)

    told = page(enter(alice), f"/why/{contract}/{product}/", noon - DAY)
    assert "Тогда цены для вас не было." in told
    assert f"{noon:%d.%m.%Y}" not in told.replace(f"{noon - DAY:%d.%m.%Y}", "")


def test_of_the_future_only_what_is_agreed_is_told(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    tomorrow, client = timezone.now() + DAY, enter(alice)

    goods = page(client, f"/why/{contract}/{bearing}/goods/", tomorrow)
    assert "ещё не наступило" in goods
    assert "500" not in goods[goods.index('class="derivation"') :]  # not in an address: keys of rows have digits too
    assert "ещё не наступило" in page(client, f"/why/{contract}/limit/", tomorrow)
    assert "ещё не наступило" in page(client, f"/why/{contract}/unseen/", tomorrow, number="6204-2RS")
    price = page(client, f"/why/{contract}/{bearing}/", tomorrow)
    assert "412,30" in price
    assert "по тому, что согласовано и опубликовано" in price


@pytest.mark.parametrize(
    ("ledger", "addresses", "words"),
    [
        ("catalog", ["", "goods/"], "группа"),
        ("assortment", ["goods/"], "склады и товары договора"),
    ],
)
def test_what_had_no_ledger_yet_is_told_as_now_and_it_is_said(
    enter: Enter,
    alice: int,
    contract: int,
    bearing: int,
    noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
    ledger: str,
    addresses: list[str],
    words: str,
) -> None:
    """As in a house that had worked before it had the ledgers."""
    monkeypatch.setattr(f"optom.domain.{ledger}.queries.recorded_since", lambda: noon)

    for address in addresses:
        early = page(enter(alice), f"/why/{contract}/{bearing}/{address}", noon - DAY)
        assert f"до {noon:%d.%m.%Y} {noon:%H:%M} не записывалось" in early
        assert words in early
        assert f"{noon:%H:%M} не записывалось" not in page(
            enter(alice), f"/why/{contract}/{bearing}/{address}", noon + DAY
        )


def test_the_place_in_the_queue_is_of_now_and_tells_nothing_of_the_past(
    enter: Enter, firm: Firm, alice: int, contract: int, noon: datetime
) -> None:
    """Asked with any second of the past it would tell of one order of somebody else."""
    stranger = firm.person("stranger")
    strange = firm.client("Чужие", SECOND_INN, stranger)
    product = firm.product("6205", price=100, on_hand=8)
    lines = [OrderLine(product, dec(8))]
    orders.place(contract=strange, lines=lines, key="s", actor=stranger, at=noon)
    placed = orders.place(contract=contract, lines=lines, key="a", actor=alice, at=timezone.now()).order
    [line] = ordered.lines(order=placed)

    before, after = (
        page(enter(alice), f"/why/{contract}/lines/{line.id}/waits/", noon + timedelta(minutes=minutes))
        for minutes in (-1, 1)
    )
    assert before.count("держится по другим договорам") == after.count("держится по другим договорам") == 1


# --- why an article is not seen


@pytest.fixture
def goods(firm: Firm, contract: int, bearing: int) -> None:
    firm.product("OLD-1", price=100, is_active=False)
    firm.product("SECRET-1", price=1, group="Секретное")
    firm.price(firm.product("RETAIL-1"), 100, column=firm.retail)
    firm.product("NEW-1")
    firm.deny(contract, group="Секретное")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("6204 2rs", "Ваш договор его видит"),
        ("9999", "нет ни у одного товара"),
        ("OLD-1", "больше не продаётся, никому"),
        ("SECRET-1", "в ваш договор не входит"),
        ("RETAIL-1", "В вашей колонке на него нет цены"),
        ("NEW-1", "нет ни для кого"),
    ],
)
@pytest.mark.usefixtures("goods")
def test_buyer_and_support_open_the_same_answer(
    enter: Enter, alice: int, contract: int, finance: int, number: str, words: str
) -> None:
    rows = enter(alice).get(f"/c/{contract}/catalog/rows", {"q": number, "brand_id": "0"}).json()
    pages = [page(enter(user), rows["why"]) for user in (alice, finance)]

    assert words in rows["hint"]
    assert all(words in one for one in pages)
    assert all("Секретное" not in one for one in pages)


@pytest.mark.usefixtures("goods")
def test_the_past_has_its_own_answer(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, noon: datetime
) -> None:
    firm.now_sold(bearing, at=noon, is_active=False)
    address, client = f"/why/{contract}/unseen/", enter(alice)

    assert "больше не продаётся, никому" in page(client, address, number="6204-2RS")
    assert "тогда его видел" in page(client, address, noon - DAY, number="6204-2RS")
    assert "Тогда этот товар никому не продавался" in page(client, address, noon + DAY, number="6204-2RS")
    assert "Тогда он продавался, но в ваш договор не входил" in page(client, address, noon, number="SECRET-1")


@pytest.mark.usefixtures("goods")
def test_a_stranger_asks_for_his_own_contract_alone(enter: Enter, firm: Firm, contract: int) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужие", SECOND_INN, stranger)

    assert enter(stranger).get(f"/why/{contract}/unseen/", {"number": "6204-2RS"}).status_code == 404
    assert Client().get(f"/why/{contract}/unseen/").status_code in {302, 401}


def test_of_a_number_typed_short_it_is_told_how_many_begin_so(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    firm.product("6204-XYZ", brand="Чужой")
    firm.deny(contract, brand="Чужой")
    address, client = f"/why/{contract}/unseen/", enter(alice)

    told = page(client, address, number="6204")
    assert "Такого номера нет ни у одного товара продавца. Так начинается 1 номер." in told, "not what he may not see"
    assert "начина" not in page(client, address, number="6299")


def test_without_a_number_the_page_asks_for_one(enter: Enter, contract: int, finance: int) -> None:
    answer: Any = enter(finance).get(f"/why/{contract}/unseen/")
    assert answer.status_code == 200
    assert 'name="number"' in answer.content.decode()


# --- one click away


def test_what_shows_a_limit_a_price_or_free_goods_leads_to_its_why(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, finance: int
) -> None:
    client, here = enter(alice), f"/c/{contract}"
    draft = orders.open_draft(contract=contract, name="ноябрь", actor=alice, at=timezone.now())
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(10))
    limit = f'href="/why/{contract}/limit/"'

    for address in ("/catalog/", f"/drafts/{draft}/", "/orders/", "/shipments/ask/", "/money/"):
        assert limit in client.get(f"{here}{address}", headers={"Accept": "text/html"}).content.decode(), address
    panel = page(client, f"{here}/catalog/panel", key=str(bearing))
    assert f'href="/why/{contract}/{bearing}/"' in panel
    assert f'href="/why/{contract}/{bearing}/goods/"' in panel
    assert f"/why/{contract}/unseen/" in page(enter(finance), f"/office/clients/{contract}/terms/")


def test_who_may_not_see_money_is_led_to_no_limit(enter: Enter, firm: Firm, contract: int, bearing: int) -> None:
    packer = firm.person("packer")
    company = Contract.objects.get(pk=contract).company_id
    Membership.objects.create(company_id=company, user_id=packer, role="own", rights=["look", "draft"])

    shown = enter(packer).get(f"/c/{contract}/catalog/", headers={"Accept": "text/html"}).content.decode()
    assert f"/why/{contract}/limit/" not in shown
    assert enter(packer).get(f"/why/{contract}/limit/").status_code != 200
