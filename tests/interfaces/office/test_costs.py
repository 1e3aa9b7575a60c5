"""The director sends what goods cost, sees what it would change, and takes it; nobody else at a desk does."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from optom.domain.costs.models import Figure
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html", "Accept-Language": "ru"}
LIST = "Артикул;Название;Плановая себестоимость;РРЦ\n6205;Подшипник;210;\n6206;;дорого;\n7777;;1;"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)


@pytest.fixture
def goods(firm: Firm) -> dict[str, int]:
    return {article: firm.product(article, price=100, on_hand=5) for article in ("6205", "6206")}


@pytest.fixture
def director(enter: Enter, firm: Firm, goods: dict[str, int]) -> Client:
    return enter(firm.person("boss", "director"))


def send(client: Client, content: str) -> str:
    file = SimpleUploadedFile("ноябрь.csv", content.encode("cp1251"))
    return client.post("/office/costs/load/", {"file": file}, headers=HTML).content.decode()


def shown(page: str) -> dict[str, str]:
    """What the form below the list would send."""
    form = page.split('action="/office/costs/load/take/"')[1].partition("</form>")[0]
    return dict(re.findall(r'name="(sha256|name|expected)" value="([^"]*)"', form))


def test_a_list_is_shown_then_taken_and_a_second_time_changes_nothing(director: Client) -> None:
    page = send(director, LIST)

    assert "Плановая себестоимость, РРЦ" in page
    assert "Название" in page, "a column that tells nothing is named"
    assert "«дорого» — не число" in page
    assert "В каталоге нет такого артикула" in page
    assert not Figure.objects.exists(), "looking changes nothing"

    assert director.post("/office/costs/load/take/", shown(page)).status_code == 200
    assert list(Figure.objects.values_list("amount", flat=True)) == [dec(210)]
    assert "Ничего не изменится" in send(director, LIST)
    page = send(director, LIST.replace("210", "231"))
    assert "+10" in page, "the greatest moves in per cent"
    assert director.post("/office/costs/load/take/", {**shown(page), "expected": "0.2.0.0.0"}).status_code == 422


def test_costs_are_no_business_of_other_desks(enter: Enter, firm: Firm, alice: int) -> None:
    for desk in ("manager", "warehouse", "finance"):
        client = enter(firm.person(desk, desk))
        assert client.get("/office/costs/load/", headers=HTML).status_code == 404
    assert enter(alice).get("/office/costs/load/", headers=HTML).status_code == 404


def rows(client: Client, address: str = "/office/costs/", **asked: str) -> list[dict[str, object]]:
    page = client.get(address, headers={**HTML, "Accept": "text/html"})
    names = [column["name"] for column in page.context["description"]["columns"]]
    return [dict(zip(names, row[1:], strict=False)) for row in client.get(f"{address}rows", asked).json()["rows"]]


def test_the_sheet_shows_what_is_known_and_the_director_types_into_it(
    director: Client, goods: dict[str, int], firm: Firm
) -> None:
    assert director.get("/office/costs/", headers=HTML).status_code == 200
    cells = [
        {"key": str(goods["6205"]), "column": "planned_cost", "value": "95,5"},
        {"key": str(goods["6206"]), "column": "planned_cost", "value": "дорого"},
        {"key": str(goods["6206"]), "column": "recommended", "value": "150 руб."},
    ]

    answer = director.post("/office/costs/cells", {"cells": cells}, content_type="application/json").json()

    assert [one["column"] for one in answer["refused"]] == ["planned_cost"]
    assert [(one["article"], one["planned_cost"], one["recommended"], one["on_hand"]) for one in rows(director)] == [
        ("6205", "95.5", None, "5"),
        ("6206", None, "150", "5"),
    ]
    assert [one["article"] for one in rows(director, planned_cost=">90")] == ["6205"]
    assert [one["article"] for one in rows(director, sort="-recommended")] == ["6206", "6205"]
    assert "95,5" in director.get("/office/costs/panel", {"key": str(goods["6205"])}, headers=HTML).content.decode()
    assert "плановая" in director.get("/office/costs/export.csv", headers=HTML).getvalue().decode("utf-8-sig").lower()
    cell = {"key": str(goods["6205"]), "column": "receipt_cost", "value": "1"}
    assert director.post("/office/costs/cell", cell, content_type="application/json").status_code == 400


def test_an_administrator_looks_and_types_nothing(enter: Enter, firm: Firm, goods: dict[str, int]) -> None:
    administrator = enter(firm.person("root", "administrator"))

    assert len(rows(administrator)) == 2
    cell = {"key": str(goods["6205"]), "column": "planned_cost", "value": "1"}
    assert administrator.post("/office/costs/cell", cell, content_type="application/json").status_code == 400
    assert administrator.get("/office/costs/load/", headers=HTML).status_code == 404


def test_the_director_declares_a_figure_and_finds_it_in_the_sheet(director: Client, goods: dict[str, int]) -> None:
    given = {"name": "freight_cost", "russian": "стоимость_доставки", "kind": "sum"}
    assert director.post("/office/costs/settings/inputs/", given).status_code == 200
    assert director.post("/office/costs/settings/inputs/", given).status_code == 422

    page = director.get("/office/costs/settings/", headers=HTML).content.decode()

    [own] = re.findall(r"/office/costs/settings/inputs/(\d+)/forget/", page)
    assert "Стоимость доставки" in page
    cell = {"key": str(goods["6205"]), "column": f"own_{own}", "value": "7"}
    assert director.post("/office/costs/cell", cell, content_type="application/json").status_code == 200
    assert rows(director)[0][f"own_{own}"] == "7"
    assert director.post(f"/office/costs/settings/inputs/{own}/forget/").status_code == 422, "something is told of it"
    bounds = {"a_share": "70", "b_share": "20", "x_variation": "15", "y_variation": "30", "market_days": "10"}
    assert director.post("/office/costs/settings/bounds/", bounds).status_code == 200
    assert director.post("/office/costs/settings/bounds/", {**bounds, "a_share": "90"}).status_code == 422


def test_prices_of_competitors_are_shown_then_taken(director: Client, goods: dict[str, int]) -> None:
    content = "Артикул;Конкурент;Цена;Дата\n6205;ПромТорг;101,5;\n6206;;99;\n6205;Рано;1;01.01.2090"
    file = SimpleUploadedFile("рынок.csv", content.encode())

    page = director.post("/office/costs/market/load/", {"file": file, "competitor": "Третий"}, headers=HTML)

    text = page.content.decode()
    assert "01.01.2090 ещё не наступило" in text
    assert rows(director, "/office/costs/market/") == []
    form = text.split('action="/office/costs/market/load/take/"')[1].partition("</form>")[0]
    given = dict(re.findall(r'name="(sha256|name|competitor|seen_on)" value="([^"]*)"', form))
    assert director.post("/office/costs/market/load/take/", given).status_code == 200
    found = [(one["article"], one["competitor"], one["amount"]) for one in rows(director, "/office/costs/market/")]
    assert found == [("6205", "ПромТорг", "101.5"), ("6206", "Третий", "99")]
    assert rows(director)[0]["market_min"] == "101.5"
    panel = director.get("/office/costs/panel", {"key": str(goods["6205"])}, headers=HTML).content.decode()
    assert "ПромТорг" in panel
