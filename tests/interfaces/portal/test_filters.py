"""The filter row as the server hears it: every operator of every kind, over a real list, and its "no" at the field."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def three_orders(firm: Firm, alice: int, contract: int, bearing: int) -> list[int]:
    """Of 10, 20 and 30 pieces; the first a month ago, the last with a note."""
    now = timezone.now()
    said = ((10, now - timedelta(days=29), ""), (20, now, ""), (30, now, "Срочно: 50%"))
    return [
        orders.place(
            contract=contract, lines=[OrderLine(bearing, dec(n))], key=str(n), actor=alice, at=at, note=note
        ).order
        for n, at, note in said
    ]


def found(client: Client, contract: int, **asked: Any) -> list[int]:
    answer = client.get(f"/c/{contract}/orders/rows", asked)
    assert answer.status_code == 200, answer.content.decode()
    return sorted(int(row[0]) for row in answer.json()["rows"])


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ({"total": ">4123"}, [1, 2]),
        ({"total": ">=4123"}, [0, 1, 2]),
        ({"total": "5000..9000"}, [1]),
        ({"total": ["<>4123", "<10000"]}, [1]),
        ({"note": "="}, [0, 1]),
        ({"note": "<>"}, [2]),
        ({"note": "сроч*"}, [2]),
        ({"note": "*50%"}, [2]),
        ({"note": "5_%"}, []),
        ({"note": "=срочно"}, []),
        ({"placed_at": "today"}, [1, 2]),
        ({"placed_at": "past"}, [0]),
        ({"state": ["held", "shipped"]}, [0, 1, 2]),
        ({"state": "shipped"}, []),
        ({"reserved_until": "="}, []),
    ],
)
def test_what_is_asked_of_a_column_is_obeyed(
    enter: Enter, alice: int, contract: int, three_orders: list[int], asked: dict[str, Any], which: list[int]
) -> None:
    assert found(enter(alice), contract, **asked) == [three_orders[place] for place in which]


def test_sums_and_exports_obey_as_well(enter: Enter, alice: int, contract: int, three_orders: list[int]) -> None:
    client = enter(alice)

    said = client.get(f"/c/{contract}/orders/rows", {"total": ">5000"}).json()
    assert (said["total"], said["totals"]) == (2, {"total": "20615.00"})
    lines = client.get(f"/c/{contract}/orders/export.csv", {"total": ">5000", "columns": "total", "sort": "-total"})
    assert lines.getvalue().decode("utf-8-sig").splitlines() == ["Сумма с НДС", "12369,00", "8246,00"]


def test_all_that_can_not_be_read_is_told_at_once_each_at_its_field(
    enter: Enter, alice: int, contract: int, three_orders: list[int]
) -> None:
    for way in ("rows", "export.xlsx"):
        answer = enter(alice).get(
            f"/c/{contract}/orders/{way}", {"total": "много", "placed_at": "вчерась", "lines": "5"}
        )

        assert answer.status_code == 422
        assert answer.json()["errors"] == {"total": ["«много» — не число."], "placed_at": ["«вчерась» — не дата."]}


def test_several_columns_sort_in_their_order(enter: Enter, alice: int, contract: int, three_orders: list[int]) -> None:
    rows = enter(alice).get(f"/c/{contract}/orders/rows", {"sort": "note,-total"}).json()["rows"]

    assert [int(row[0]) for row in rows] == [three_orders[1], three_orders[0], three_orders[2]]


def test_the_catalog_offers_no_filter_that_it_does_not_obey(
    enter: Enter, alice: int, firm: Firm, contract: int, bearing: int
) -> None:
    client, base = enter(alice), f"/c/{contract}/catalog/"
    page = client.get(base, headers={"Accept": "text/html"})
    filters = {one["name"]: one["filter"] for one in page.context["description"]["columns"] if "filter" in one}
    stocks = {name: name for name in (f"stock_{firm.moscow}", f"stock_{firm.kazan}")}
    own = {name: name for name in ("article", "name", "price", "own_number", "arrival", "quantity", "sum")}
    assert filters == {"brand": "brand_id", **own, **stocks}

    other = firm.product("X", brand="Другой", price=1)
    rows = client.get(f"{base}rows", {"brand_id": firm.brands["Другой"]}).json()["rows"]
    assert [row[0] for row in rows] == [str(other)]
    refused = client.get(f"{base}rows", {"unit": "шт"})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["unit"])


def test_a_strangers_filter_finds_nothing_of_ours(
    enter: Enter, firm: Firm, contract: int, three_orders: list[int]
) -> None:
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)

    assert enter(stranger).get(f"/c/{contract}/orders/rows", {"total": ">0"}).status_code == 404
    assert found(enter(stranger), theirs, total=">0") == []
