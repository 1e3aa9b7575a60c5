"""Columns of the catalog that only those see who want them: own numbers, what was bought before, breaks, analogs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.catalog.models import Analog
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
ALL = "own_number,bought_on,bought_at,breaks,analogs,crosses"


@pytest.fixture
def belt(firm: Firm, contract: int, alice: int) -> int:
    """Something that was bought before and costs less by the hundred."""
    belt = firm.product("SPA1250", brand="Gates", group="Ремни", price=400, on_hand=50, crosses=("XPA-1250", "A-77"))
    firm.price(belt, 380, from_quantity=100)
    firm.price(belt, 360, from_quantity=1000)
    for analog in (firm.product("SPA1250L", price=1), firm.product("HIDDEN", price=1, brand="Тайна")):
        Analog.objects.create(product_id=belt, analog_id=analog)
    firm.deny(contract, brand="Тайна")
    orders.place(contract=contract, lines=[OrderLine(belt, dec(3))], key="1", actor=alice, at=timezone.now())
    return belt


def row(client: Client, contract: int, product: int, columns: str) -> dict[str, Any]:
    """What the sheet tells of a product, by the names of columns."""
    rows = client.get(f"/c/{contract}/catalog/rows", {"columns": columns, "q": "SPA1250"}).json()["rows"]
    return named(client, contract, next(one for one in rows if one[0] == str(product)))


def named(client: Client, contract: int, values: list[Any]) -> dict[str, Any]:
    return dict(zip(["key", *described(client, contract)], values, strict=True))


def described(client: Client, contract: int) -> dict[str, dict[str, Any]]:
    page = client.get(f"/c/{contract}/catalog/", headers={"Accept": "text/html"})
    return {column["name"]: column for column in page.context["description"]["columns"]}


def type_number(client: Client, contract: int, product: int, value: str) -> Any:
    body = {"key": str(product), "column": "own_number", "value": value}
    return client.post(f"/c/{contract}/catalog/cell?columns=own_number", body, content_type="application/json")


def test_who_wants_them_is_told_what_he_bought_and_from_how_much_it_costs_less(
    enter: Enter, alice: int, contract: int, belt: int
) -> None:
    client = enter(alice)
    assert all(described(client, contract)[name]["hidden"] for name in ALL.split(","))

    told = row(client, contract, belt, ALL)
    assert told["bought_on"] == f"{timezone.localdate():%Y-%m-%d}"
    assert (told["bought_at"], told["analogs"], told["crosses"]) == ("400", 1, "A-77, XPA-1250")
    assert told["breaks"].replace("\u202f", " ").replace("\xa0", " ") == "от 100 — 380,00 · от 1 000 — 360,00"


def test_nobody_else_pays_for_them(enter: Enter, alice: int, firm: Firm, contract: int, belt: int) -> None:
    client = enter(alice)
    row(client, contract, belt, ALL)
    with counted() as plain:
        told = row(client, contract, belt, "")
    assert not any(told[name] for name in ALL.split(","))

    with counted() as asked:
        row(client, contract, belt, ALL)
    for number in range(20):
        firm.product(f"SPA1250-{number}", price=1, crosses=(f"C-{number}",))
    with counted() as more:
        row(client, contract, belt, ALL)
    assert len(plain) < len(asked) == len(more)


def test_a_file_holds_them_where_they_are_shown(enter: Enter, alice: int, contract: int, belt: int) -> None:
    client = enter(alice)
    type_number(client, contract, belt, "Р-1250")

    def lines(**asked: str) -> list[str]:
        answer: Any = client.get(f"/c/{contract}/catalog/export.csv", {"q": "SPA1250", **asked})
        return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    head, *rows = lines(columns="article,own_number,bought_at")
    assert head == "Артикул;Свой номер;Прошлая цена"
    assert rows == ["SPA1250;Р-1250;400,00", "SPA1250L;;"]
    assert "Свой номер" not in lines()[0], "a file holds what everybody sees where nothing is said"


def test_an_own_number_is_typed_renamed_and_forgotten(enter: Enter, alice: int, contract: int, belt: int) -> None:
    client = enter(alice)
    saved = type_number(client, contract, belt, "  Р 1250 ").json()
    assert named(client, contract, saved["row"])["own_number"] == "Р 1250"

    type_number(client, contract, belt, "Р-1251")
    assert row(client, contract, belt, "own_number")["own_number"] == "Р-1251"
    type_number(client, contract, belt, "")
    assert row(client, contract, belt, "own_number")["own_number"] is None


def test_a_number_of_another_product_is_refused_in_its_cell(
    enter: Enter, alice: int, firm: Firm, contract: int, belt: int
) -> None:
    client = enter(alice)
    bearing = firm.product("6204", price=1)
    type_number(client, contract, belt, "Р-1250")

    refused = type_number(client, contract, bearing, "р1250")
    assert refused.status_code == 422
    assert "уже ваш номер" in refused.json()["refusals"][0]["text"]
    assert "SPA1250" in refused.json()["refusals"][0]["help"]
    assert type_number(client, contract, bearing, "—").status_code == 422


def test_a_number_and_a_quantity_may_be_typed_together(enter: Enter, alice: int, contract: int, belt: int) -> None:
    client = enter(alice)
    cells = [{"key": str(belt), "column": "own_number", "value": "Р-1250"},
             {"key": str(belt), "column": "quantity", "value": "7"}]  # fmt: skip
    body = {"cells": cells}
    answer = client.post(
        f"/c/{contract}/catalog/cells?columns=own_number", body, content_type="application/json"
    ).json()

    told = named(client, contract, answer["rows"][0])
    assert (answer["refused"], told["own_number"], told["quantity"]) == ([], "Р-1250", "7")


def test_goods_that_the_contract_does_not_see_get_no_number(
    enter: Enter, alice: int, firm: Firm, contract: int, belt: int
) -> None:
    secret = firm.product("SECRET", brand="Тайна", price=1)

    assert type_number(enter(alice), contract, secret, "С-1").status_code == 422


def test_a_stranger_sees_only_his_own_numbers(enter: Enter, alice: int, firm: Firm, contract: int, belt: int) -> None:
    type_number(enter(alice), contract, belt, "Р-1250")
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    client = enter(stranger)

    told = row(client, theirs, belt, ALL)
    assert (told["own_number"], told["bought_at"]) == (None, None)
    assert type_number(client, contract, belt, "X").status_code == 404
