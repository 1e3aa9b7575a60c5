"""The catalog's page: what is said of a mistyped search, what its goods differ by, the card of a product."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.catalog.models import Barcode, Pack
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.domain.stock.models import ContractWarehouse, Warehouse
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


def test_a_mistyped_word_is_answered_by_its_like_and_the_page_says_so(
    enter: Enter, alice: int, contract: int, bearing: int
) -> None:
    client = enter(alice)

    said = client.get(f"/c/{contract}/catalog/rows?q=пдшипник").json()
    assert [row[0] for row in said["rows"]] == [str(bearing)]
    assert said["note"]["text"] == "По запросу «пдшипник» ничего нет, показано: «подшипник»"
    assert said["note"]["query"] == "подшипник"

    exact = client.get(f"/c/{contract}/catalog/rows?q={said['note']['query']}").json()
    assert [row[0] for row in exact["rows"]] == [str(bearing)]
    assert "note" not in exact


def test_of_goods_that_the_contract_does_not_see_no_better_word_is_told(
    enter: Enter, alice: int, firm: Firm, contract: int, bearing: int
) -> None:
    firm.deny(contract, group="Подшипники")

    said = enter(alice).get(f"/c/{contract}/catalog/rows?q=пдшипник").json()
    assert (said["total"], said["rows"]) == (0, [])
    assert "note" not in said


@pytest.fixture
def sizes(firm: Firm) -> dict[str, int]:
    """Bearings of three sizes, two of one clearance."""
    said = {"A": ("20", "C3"), "B": ("25", "C3"), "C": ("30", "CN")}
    return {
        article: firm.product(article, attributes={"d, мм": d, "Зазор": gap}, price=1)
        for article, (d, gap) in said.items()
    }


def test_the_properties_of_a_group_are_told_and_narrow_the_list(
    enter: Enter, alice: int, firm: Firm, contract: int, sizes: dict[str, int]
) -> None:
    client, base = enter(alice), f"/c/{contract}/catalog/"
    asked: dict[str, list[str] | str] = {"group": str(firm.groups["Подшипники"]), "attribute.d, мм": ["20", "30"]}

    told = client.get(f"{base}facets/attribute", asked).json()["slicers"]
    assert {one["name"]: {option["value"]: option["count"] for option in one["options"]} for one in told} == {
        "d, мм": {"20": 1, "25": 1, "30": 1},
        "Зазор": {"C3": 1, "CN": 1},
    }
    rows = client.get(f"{base}rows", asked).json()
    assert sorted(row[1] for row in rows["rows"]) == ["A", "C"]
    both = client.get(f"{base}rows", {**asked, "attribute.Зазор": "CN"}).json()
    assert [row[1] for row in both["rows"]] == ["C"]


def test_of_everything_at_once_no_properties_are_told(
    enter: Enter, alice: int, contract: int, sizes: dict[str, int]
) -> None:
    told = enter(alice).get(f"/c/{contract}/catalog/facets/attribute").json()

    assert told["slicers"] == []
    assert "группу" in told["empty"]


def test_a_stranger_is_told_no_properties(enter: Enter, firm: Firm, contract: int, sizes: dict[str, int]) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)

    assert enter(stranger).get(f"/c/{contract}/catalog/facets/attribute?q=A").status_code == 404


@pytest.fixture
def belt(firm: Firm) -> int:
    """Something of which the catalog knows everything."""
    firm.group("Ремни")
    firm.group("Клиновые", "Ремни")
    said = {"Профиль": "SPA", "Длина, мм": "1250"}
    made = firm.product(
        "SPA1250", name="Ремень SPA 1250", brand="Gates", group="Клиновые", price="412.30", multiple=5, minimum=10,
        on_hand=500, kazan=7, crosses=("XPA-1250",), attributes=said,
    )  # fmt: skip
    firm.price(made, "380", from_quantity=100)
    Barcode.objects.create(product_id=made, code="4600000000017")
    Pack.objects.create(product_id=made, name="коробка", quantity=dec(50))
    firm.arrival(made, 40, timezone.localdate() + timedelta(days=9))
    return made


def told(client: Client, contract: int, product: int) -> str:
    answer = client.get(f"/c/{contract}/catalog/panel?key={product}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def test_the_card_tells_all_of_a_product(enter: Enter, alice: int, contract: int, belt: int) -> None:
    card = told(enter(alice), contract, belt)

    on = f"{timezone.localdate() + timedelta(days=9):%d.%m.%Y}"
    price = ["412,30 ₽", "380,00 ₽", "от 100", "НДС 22 %", "коробка: 50", "0,1 кг"]
    numbers = ["SPA1250", "FAG XPA-1250", "4600000000017"]
    stock = ["Москва", "Казань", f"40 · {on}"]
    for word in [*price, *numbers, *stock, "Gates", "Ремни</a> ›", "Клиновые", "Профиль", "1250"]:
        assert word in card, word
    assert "Ещё нет" in card


def test_the_card_tells_what_was_ordered_before_and_nothing_of_others(
    enter: Enter, firm: Firm, alice: int, contract: int, belt: int
) -> None:
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    at = timezone.now()
    for of, who, quantity in ((contract, alice, 15), (contract, alice, 20), (theirs, stranger, 35)):
        lines = [OrderLine(belt, dec(quantity))]
        orders.place(contract=of, lines=lines, key=f"{quantity}", actor=who, at=at)

    mine, others = told(enter(alice), contract, belt), told(enter(stranger), theirs, belt)

    assert "2 заказа, всего 35 шт" in mine
    assert all(f'<td class="n">{quantity}</td>' in mine for quantity in (15, 20))
    assert '<td class="n">35</td>' not in mine
    assert '<td class="n">35</td>' in others
    assert '<td class="n">15</td>' not in others


def test_a_product_that_the_contract_does_not_see_has_no_card_no_row_and_no_price(
    enter: Enter, firm: Firm, alice: int, contract: int, belt: int, bearing: int
) -> None:
    firm.deny(contract, brand="Gates")
    client, base = enter(alice), f"/c/{contract}/catalog/"

    assert client.get(f"{base}panel?key={belt}").status_code == 404
    assert client.get(f"{base}panel?key={bearing + belt + 1}").status_code == 404
    assert client.get(f"{base}why?key={belt}&column=price").json() == {"line": ""}
    body = {"cells": [{"key": str(belt), "column": "quantity", "value": "10"}]}
    assert client.post(f"{base}cells", body, content_type="application/json").json()["rows"] == []


def test_goods_of_other_warehouses_are_not_on_the_card(
    enter: Enter, firm: Firm, alice: int, contract: int, belt: int
) -> None:
    ContractWarehouse.objects.create(contract_id=contract, warehouse_id=firm.kazan)

    card = told(enter(alice), contract, belt)
    assert "Казань" in card
    assert "Москва" not in card
    assert "40 ·" not in card


def test_where_goods_stand_in_many_warehouses_all_but_three_share_a_column(
    enter: Enter, firm: Firm, alice: int, contract: int, belt: int
) -> None:
    for number in range(4):
        place = Warehouse.objects.create(code=f"S{number}", name=f"Магазин {number}", position=3 + number).pk
        firm.stock(belt, 10 + number, warehouse=place)
    client, base = enter(alice), f"/c/{contract}/catalog/"

    columns = client.get(base, headers={"Accept": "text/html"}).context["description"]["columns"]
    places = {one["title"]: one.get("hidden") for one in columns if one["name"].startswith("stock_")}
    assert [title for title, is_hidden in places.items() if not is_hidden] == ["Москва", "Казань", "Магазин 0"]
    assert len(places) == 6
    [shared] = [one for one in columns if one["name"] == "elsewhere"]
    assert (shared["title"], shared["hint"]) == ("В других", "Магазин 1, Магазин 2, Магазин 3")
    [row] = [row for row in client.get(f"{base}rows").json()["rows"] if row[0] == str(belt)]
    assert row[1 + columns.index(shared)] == "36"


def test_the_card_costs_the_same_however_much_there_is_to_tell(
    enter: Enter, firm: Firm, alice: int, contract: int, belt: int
) -> None:
    client = enter(alice)
    told(client, contract, belt)
    with counted() as once:
        told(client, contract, belt)
    for number in range(5):
        firm.price(belt, 300 - number, from_quantity=200 + number)
        firm.arrival(belt, 5, timezone.localdate() + timedelta(days=20 + number))
        lines = [OrderLine(belt, dec(10))]
        orders.place(contract=contract, lines=lines, key=f"{number}", actor=alice, at=timezone.now())

    with counted() as again:
        told(client, contract, belt)
    assert len(again) == len(once)


def test_a_draft_has_the_same_cards_and_tells_no_more(
    enter: Enter, firm: Firm, alice: int, contract: int, belt: int
) -> None:
    client = enter(alice)
    body = {"key": str(belt), "column": "quantity", "value": "10"}
    client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json")
    page = client.get(f"/c/{contract}/catalog/", headers={"Accept": "text/html"}).content.decode()
    draft = page.partition(f"/c/{contract}/drafts/")[2].partition("/")[0]

    base = f"/c/{contract}/drafts/{draft}/"
    assert "SPA1250" in client.get(f"{base}panel?key={belt}").content.decode()

    hidden = firm.product("Y", brand="Hidden", price=1)
    firm.deny(contract, brand="Hidden")
    assert client.get(f"{base}panel?key={hidden}").status_code == 404
    assert client.get(f"{base}why?key={hidden}&column=price").json() == {"line": ""}
    cells = {"cells": [{"key": str(hidden), "column": "quantity", "value": "0"}]}
    assert client.post(f"{base}cells", cells, content_type="application/json").json()["rows"] == []


def test_a_search_that_finds_nothing_says_why(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    firm.product("SECRET-1", price=1, group="Секретное")
    firm.deny(contract, group="Секретное")
    client = enter(alice)

    found = client.get(f"/c/{contract}/catalog/rows", {"q": "secret-1"}).json()

    assert found["total"] == 0
    assert "в ваш договор не входит" in found["hint"]
    assert "Секретное" not in found["hint"]
