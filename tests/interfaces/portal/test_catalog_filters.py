"""The filter row of the catalog: own price, what is free in a warehouse, texts; also in files."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from optom.base import spreadsheet
from tests.statements import counted
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def goods(firm: Firm, contract: int) -> dict[str, int]:
    """Three bearings and a belt."""
    return {
        "6204-2RS": firm.product("6204-2RS", name="Подшипник радиальный", price=150, on_hand=5),
        "6205": firm.product("6205", name="Подшипник упорный", price=300, on_hand=120, kazan=7),
        "6206": firm.product("6206", name="Подшипник игольчатый", price=1000),
        "SPA1250": firm.product("SPA1250", name="Ремень клиновый", group="Ремни", price=150, kazan=100),
    }


def found(client: Client, contract: int, **asked: Any) -> list[str]:
    answer = client.get(f"/c/{contract}/catalog/rows", {"sort": "article", **asked}).json()
    assert (answer["total"], answer["exact"]) == (len(answer["rows"]), True)
    return [row[1] for row in answer["rows"]]


def test_by_own_price(enter: Enter, alice: int, contract: int, goods: dict[str, int]) -> None:
    client = enter(alice)

    assert found(client, contract, price=">150") == ["6205", "6206"]
    assert found(client, contract, price="150..300") == ["6204-2RS", "6205", "SPA1250"]
    assert found(client, contract, price=["<1000", "<>150"]) == ["6205"]
    assert found(client, contract, price="150", sort="-price") == ["SPA1250", "6204-2RS"]


def test_by_what_is_free_in_a_warehouse(
    enter: Enter, alice: int, firm: Firm, contract: int, goods: dict[str, int]
) -> None:
    client, moscow, kazan = enter(alice), f"stock_{firm.moscow}", f"stock_{firm.kazan}"

    assert found(client, contract, **{moscow: ">0"}) == ["6204-2RS", "6205"]
    assert found(client, contract, **{kazan: ">=100"}) == ["SPA1250"]
    assert found(client, contract, **{moscow: "0", kazan: "<>0"}) == ["SPA1250"]


def test_by_texts_where_articles_are_compared_as_numbers_are(
    enter: Enter, alice: int, contract: int, goods: dict[str, int]
) -> None:
    client = enter(alice)
    body = {"key": str(goods["6205"]), "column": "own_number", "value": "К-205"}
    client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json")

    assert found(client, contract, article="62042rs") == ["6204-2RS"]
    assert found(client, contract, article="620*", name="*ный") == ["6204-2RS", "6205"]
    assert found(client, contract, name="шипник уп") == ["6205"]
    assert found(client, contract, own_number="к-2*") == ["6205"]
    assert found(client, contract, own_number="=") == ["6204-2RS", "6206", "SPA1250"]


def test_by_the_day_when_more_comes(enter: Enter, alice: int, firm: Firm, contract: int, goods: dict[str, int]) -> None:
    firm.arrival(goods["6205"], 10, date(2026, 12, 9))
    firm.arrival(goods["6206"], 10, date(2026, 12, 20))
    firm.arrival(goods["6206"], 10, date(2026, 12, 1))
    client = enter(alice)

    assert found(client, contract, arrival="2026-12-01..2026-12-05") == ["6206"], "the next goods, not those after them"
    assert found(client, contract, arrival=">2026-12-01") == ["6205"]
    assert found(client, contract, arrival="<>") == ["6205", "6206"]
    assert found(client, contract, arrival="=", price="150") == ["6204-2RS", "SPA1250"]


def test_by_what_is_picked_and_what_it_costs(enter: Enter, alice: int, contract: int, goods: dict[str, int]) -> None:
    client = enter(alice)
    assert found(client, contract, quantity="<>") == [], "nothing is picked yet"
    for article, quantity in (("6204-2RS", "4"), ("6205", "10")):
        body = {"key": str(goods[article]), "column": "quantity", "value": quantity}
        assert client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json").status_code == 200

    assert found(client, contract, quantity="<>") == ["6204-2RS", "6205"]
    assert found(client, contract, quantity="=") == ["6206", "SPA1250"]
    assert found(client, contract, quantity="<>4") == ["6205", "6206", "SPA1250"]
    assert found(client, contract, sum="600..1000") == ["6204-2RS"]
    assert found(client, contract, sum=">600", quantity="10", sort="-sum") == ["6205"]


def test_facets_files_and_the_order_form_follow(
    enter: Enter, alice: int, firm: Firm, contract: int, goods: dict[str, int]
) -> None:
    client, base, asked = enter(alice), f"/c/{contract}/catalog/", {"price": "150..300", f"stock_{firm.kazan}": ">0"}

    facets = client.get(f"{base}rows", asked).json()["facets"]
    assert {one["title"]: one["count"] for one in facets["group"]} == {"Подшипники": 1, "Ремни": 1}
    answer: Any = client.get(f"{base}export.csv", {**asked, "columns": "article"})
    assert b"".join(answer.streaming_content).decode("utf-8-sig").split() == ["Артикул", "6205", "SPA1250"]
    form = spreadsheet.rows_of(client.get(f"/c/{contract}/catalog/order-form.xlsx", asked).getvalue())
    assert sorted(row[0] for row in form[3:]) == ["6205", "SPA1250"]


def test_what_cant_be_read_or_found_is_told_at_its_field(
    enter: Enter, alice: int, contract: int, goods: dict[str, int]
) -> None:
    client = enter(alice)

    wrong = client.get(f"/c/{contract}/catalog/rows", {"price": ">дорого"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["price"])
    unpriced = client.get(f"/c/{contract}/catalog/rows", {"price": "="})
    assert unpriced.status_code == 422
    assert "без цены" in unpriced.json()["refusals"][0]["text"]


def test_a_stranger_filters_by_his_own_prices(enter: Enter, firm: Firm, contract: int, goods: dict[str, int]) -> None:
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger, discount=50)

    assert found(enter(stranger), theirs, price="75") == ["6204-2RS", "SPA1250"]
    assert enter(stranger).get(f"/c/{contract}/catalog/rows", {"price": ">0"}).status_code == 404


def test_a_filter_costs_the_same_however_much_it_finds(
    enter: Enter, firm: Firm, alice: int, contract: int, goods: dict[str, int]
) -> None:
    client, asked = enter(alice), {"price": ">100", "name": "подшипник"}
    found(client, contract, **asked)
    with counted() as few:
        found(client, contract, **asked)
    for number in range(20):
        firm.product(f"7{number}", name="Подшипник", price=500)
    with counted() as many:
        found(client, contract, **asked)
    assert len(few) == len(many)


def test_of_many_warehouses_the_empty_ones_are_shown_to_who_wants_them(
    enter: Enter, alice: int, firm: Firm, contract: int, goods: dict[str, int]
) -> None:
    from optom.domain.stock.models import Warehouse  # noqa: PLC0415

    def hidden() -> list[str]:
        page = enter(alice).get(f"/c/{contract}/catalog/")
        columns = page.context["description"]["columns"]
        return [one["title"] for one in columns if one["name"].startswith("stock_") and one.get("hidden")]

    assert hidden() == []
    shops = [
        Warehouse.objects.create(code=f"S{number}", name=f"Магазин {number}", position=9).pk for number in range(3)
    ]
    assert hidden() == ["Магазин 0", "Магазин 1", "Магазин 2"]
    firm.stock(goods["6206"], 1, warehouse=shops[1])
    assert hidden() == ["Магазин 0", "Магазин 2"]
    assert found(enter(alice), contract, **{f"stock_{shops[1]}": ">0"}) == ["6206"]
