"""The catalog in any order and in several at once, where what is found is few enough; the same in files."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from optom.base import spreadsheet
from optom.domain.assortment import sorting
from tests.statements import counted
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def goods(firm: Firm, contract: int) -> dict[str, int]:
    made = {
        "A": firm.product("A", brand="SKF", price=300, on_hand=5),
        "B": firm.product("B", brand="FAG", price=150, on_hand=120, crosses=("7-1",)),
        "C": firm.product("C", brand="FAG", price=200, kazan=7),
        "D": firm.product("D", brand="SKF", price=100, on_hand=30),
    }
    firm.arrival(made["C"], 10, date(2026, 12, 9))
    firm.arrival(made["A"], 10, date(2026, 12, 1))
    return made


def articles(client: Client, contract: int, sort: str, **asked: Any) -> str:
    answer = client.get(f"/c/{contract}/catalog/rows", {"sort": sort, **asked}).json()
    return "".join(row[1] for row in answer["rows"])


def test_several_columns_sort_in_their_order_and_each_column_once(
    enter: Enter, alice: int, contract: int, goods: dict[str, int]
) -> None:
    client = enter(alice)

    assert articles(client, contract, "brand,price") == "BCDA"
    assert articles(client, contract, "-brand,-price") == "ADCB"
    assert articles(client, contract, "brand,-article,-brand,article") == "CBDA"


def test_what_is_free_in_a_warehouse_and_what_is_expected_sort(
    enter: Enter, alice: int, firm: Firm, contract: int, goods: dict[str, int]
) -> None:
    client = enter(alice)

    assert articles(client, contract, f"-stock_{firm.moscow}") == "BDAC"
    assert articles(client, contract, "arrival,-price") == "ACBD", "what is not expected comes last"
    assert articles(client, contract, "-arrival,-price") == "CABD"


def test_what_only_we_know_sorts(enter: Enter, alice: int, contract: int, goods: dict[str, int]) -> None:
    client = enter(alice)
    for article, column, value in (("D", "own_number", "К-1"), ("A", "own_number", "к-2"), ("B", "quantity", "4")):
        body = {"key": str(goods[article]), "column": column, "value": value}
        client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json")

    assert articles(client, contract, "own_number") == "DABC"
    assert articles(client, contract, "-quantity,price") == "BDCA"


def test_every_column_shown_sorts_either_way(enter: Enter, alice: int, contract: int, goods: dict[str, int]) -> None:
    client = enter(alice)
    page = client.get(f"/c/{contract}/catalog/", headers={"Accept": "text/html"})
    columns = [column["name"] for column in page.context["description"]["columns"] if column.get("sortable")]

    assert {"brand", "unit", "multiple", "sum", "bought_on", "bought_at", "breaks", "analogs", "crosses"} < set(columns)
    for column in columns:
        assert sorted(articles(client, contract, column)) == ["A", "B", "C", "D"], column
        assert sorted(articles(client, contract, f"-{column},name")) == ["A", "B", "C", "D"], column


def test_files_and_the_order_form_hold_the_same_order(
    enter: Enter, alice: int, contract: int, goods: dict[str, int]
) -> None:
    client, base, asked = enter(alice), f"/c/{contract}/catalog/", {"sort": "-brand,price"}

    answer: Any = client.get(f"{base}export.csv", {**asked, "columns": "article"})
    assert b"".join(answer.streaming_content).decode("utf-8-sig").split() == ["Артикул", "D", "A", "B", "C"]
    form = spreadsheet.rows_of(client.get(f"{base}order-form.xlsx", asked).getvalue())
    assert [row[0] for row in form[3:]] == ["D", "A", "B", "C"]
    form = spreadsheet.rows_of(client.get(f"{base}order-form.xlsx", {"sort": "-price"}).getvalue())
    assert [row[0] for row in form[3:]] == ["A", "C", "B", "D"]


@pytest.mark.parametrize("place", ["rows", "export.csv", "export.xlsx", "order-form.xlsx"])
def test_an_order_of_too_many_is_refused_with_words_everywhere(
    enter: Enter, alice: int, contract: int, goods: dict[str, int], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(sorting, "MOST", 3)
    refused = enter(alice).get(f"/c/{contract}/catalog/{place}", {"sort": "brand,price"})

    assert refused.status_code == 422
    [reason] = refused.json()["refusals"]
    assert reason["text"] == "Найдено 4: слишком много, чтобы упорядочить по «Бренд, Моя цена»."


def test_three_orders_hold_for_any_number(
    enter: Enter, alice: int, contract: int, goods: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "MOST", 0)

    client = enter(alice)

    orders = [articles(client, contract, mark) for mark in ("-article", "name", "price")]
    assert orders == ["DCBA", "ABCD", "DBCA"]


def test_the_number_of_statements_does_not_grow_with_what_is_sorted(
    enter: Enter, alice: int, firm: Firm, contract: int, goods: dict[str, int]
) -> None:
    client = enter(alice)
    articles(client, contract, "name")  # the first answer of a session keeps it
    with counted() as few:
        articles(client, contract, "brand,bought_on,-price")
    for number in range(20):
        firm.product(f"E{number}", price=10 + number)
    with counted() as many:
        articles(client, contract, "brand,bought_on,-price")
    assert len(few) == len(many)
