"""Goods on their way: the director announces them, the warehouse receives them, and who waits is served."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.stock import queries as stock
from optom.domain.stock.models import Arrival, ArrivalChange
from tests.books import all_books
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def director(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("boss", "director"))


@pytest.fixture
def walter(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("walter", "warehouse"))


@pytest.fixture
def today() -> date:
    return business_day(timezone.now())


def act(client: Client, name: str, *keys: int, **given: Any) -> Any:
    """The act with its form filled in."""
    body = {"keys": [str(key) for key in keys], **given}
    headers = {"Idempotency-Key": f"{name}-{crc32(repr((keys, given)).encode())}"}
    return client.post(f"/office/arrivals/acts/{name}", body, content_type="application/json", headers=headers)


def waiting(contract: int, alice: int, product: int, quantity: int) -> int:
    """An order for which nothing is there."""
    lines = [OrderLine(product, dec(quantity))]
    placed = orders.place(contract=contract, lines=lines, key="k", actor=alice, at=timezone.now())
    return ordered.lines(order=placed.order)[0].id


def test_what_is_announced_is_moved_and_received_and_who_waits_gets_it(
    director: Client, walter: Client, firm: Firm, alice: int, contract: int, today: date
) -> None:
    bearing = firm.product("6205", price=100)
    line = waiting(contract, alice, bearing, 8)
    soon = {"article": "6205", "warehouse": str(firm.moscow), "asked": "1", "expected_on": f"{today + timedelta(3)}"}
    assert "arrival-day" in act(director, "announce").json()["form"]
    assert set(act(director, "announce", **soon).json()["errors"]) == {"quantity"}
    assert act(director, "announce", quantity="10", reference="ЗП-7", **soon).status_code == 200
    assert act(director, "announce", quantity="10", reference="ЗП-7", **soon).status_code == 200
    [arrival] = stock.arrivals(today=today).all()
    assert (arrival.reference, arrival.open) == ("ЗП-7", 10), "a second press announces nothing more"
    orders.serve_waiting(at=timezone.now())
    assert [(hold.arrival, hold.quantity) for hold in stock.holds_of([line])] == [(arrival.id, 8)]

    day = f"{today + timedelta(1)}"
    assert act(director, "move", arrival.id, asked="1", expected_on=day, quantity="9").status_code == 200
    told = act(director, "cancel", arrival.id).json()["form"]
    assert "8 шт" in told, "nothing is called off before it is told who loses what"
    assert [hold.quantity for hold in stock.holds_of([line])] == [8]
    refused = act(walter, "announce", quantity="1", **soon).json()["refusals"][0]["code"]
    assert refused == "input.not_allowed", "he receives, and does not announce"

    part = {"asked": "1", f"came-{arrival.id}": "5", f"still-{arrival.id}": "9", "rest": "1"}
    assert act(walter, "receive", arrival.id, **part).status_code == 200
    assert [(hold.arrival, hold.quantity) for hold in stock.holds_of([line])] == [(None, 5), (arrival.id, 3)]
    again = act(walter, "receive", arrival.id, **part)
    assert again.json()["refusals"][0]["code"] == "stock.arrival_moved", "a page that has not seen it"
    whole = {"asked": "1", f"came-{arrival.id}": "12", f"still-{arrival.id}": "4"}
    walter.post("/office/picking/warehouses/", {"warehouse": firm.kazan})
    assert walter.get("/office/arrivals/rows").json()["rows"] == [], "he works elsewhere"
    walter.post("/office/picking/warehouses/", {})
    assert act(walter, "receive", arrival.id, **whole).status_code == 200
    assert [(hold.arrival, hold.quantity) for hold in stock.holds_of([line])] == [(None, 8)]
    [row] = walter.get("/office/arrivals/rows").json()["rows"]
    assert row[6] == "received"
    assert all_books() == []


def test_what_comes_more_than_was_promised_is_served_to_who_waits(
    walter: Client, firm: Firm, alice: int, contract: int, today: date
) -> None:
    bearing = firm.product("6205", price=100)
    arrival = firm.arrival(bearing, 4, today)
    line = waiting(contract, alice, bearing, 9)

    act(walter, "receive", arrival, asked="1", **{f"came-{arrival}": "7", f"still-{arrival}": "4"})
    orders.serve_waiting(at=timezone.now())

    [row] = ordered.lines(order=ordered.orders(contract=contract).all()[0].id)
    assert (row.id, row.reserved, row.ordered) == (line, 7, 9)
    assert all_books() == []


LIST = """Артикул;Бренд;Склад;Количество;Дата;Документ
6204 2rs;SKF;Москва;40;{soon};ЗП-1
6205;;KZN;10;{soon};
6205;;Тула;1;{soon};
7777;;Москва;1;{soon};
6204-2RS;;Москва;много;{soon};
6205;;Москва;5;{past};
"""


def test_a_list_announces_and_changes_and_a_second_time_does_nothing(
    director: Client, firm: Firm, bearing: int, today: date, tmp_path: Path
) -> None:
    firm.product("6205")
    days = {"soon": f"{today + timedelta(5):%d.%m.%Y}", "past": f"{today - timedelta(5):%d.%m.%Y}"}

    def load(text: str) -> str:
        file = SimpleUploadedFile("в пути.csv", text.format(**days).encode("cp1251"))
        return director.post("/office/arrivals/load/", {"file": file}, headers={"Accept": "text/html"}).content.decode()

    page = load(LIST)
    assert "Объявлено: 2, изменено: 0, уже стоят: 0, пропущено: 4." in page
    for said in ("Склада «Тула» нет", "В каталоге нет такого артикула", "много", "уже прошло"):
        assert said in page
    told = ArrivalChange.objects.count()
    assert "Объявлено: 0, изменено: 0, уже стоят: 2, пропущено: 4." in load(LIST)
    assert ArrivalChange.objects.count() == told

    path = tmp_path / "moved.csv"
    path.write_text(f"article;warehouse;quantity;date;document\n6204-2RS;MSK;50;{today + timedelta(9)};ЗП-1\n")
    told_by = StringIO()
    call_command("import_arrivals", str(path), stdout=told_by)
    assert "0 arrivals are new, 1 changed" in told_by.getvalue()
    moved = Arrival.objects.get(reference="ЗП-1")
    assert (moved.quantity, moved.expected_on) == (50, today + timedelta(9))
    assert "Нет строки" in load("имя;число\n1;2\n")
    assert all_books() == []


def test_who_loses_goods_that_do_not_come_is_named_before_they_are_called_off(
    director: Client, firm: Firm, alice: int, contract: int, today: date
) -> None:
    bearing = firm.product("7204", price=100)
    wanted, free = (firm.arrival(bearing, 10, today + timedelta(days)) for days in (3, 9))
    line = waiting(contract, alice, bearing, 8)
    assert "Никому ничего" in act(director, "cancel", free).json()["form"]

    told = act(director, "cancel", wanted).json()["form"]
    assert all(said in told for said in ("Механик", "7204", "8 шт", "800,00"))
    assert [(hold.arrival, hold.quantity) for hold in stock.holds_of([line])] == [(wanted, 8)]

    assert act(director, "cancel", wanted, asked="1").status_code == 200
    assert stock.holds_of([line]) == []
    orders.serve_waiting(at=timezone.now())
    assert [(hold.arrival, hold.quantity) for hold in stock.holds_of([line])] == [(free, 8)]
    assert [row.state for row in stock.arrivals(today=today).all()] == ["open", "cancelled"]
    assert all_books() == []


def test_to_others_there_are_no_arrivals(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    for user in (alice, firm.person("hunter", "manager"), firm.person("cashier", "finance")):
        for where in ("", "load/", "rows"):
            assert enter(user).get(f"/office/arrivals/{where}").status_code == 404
    assert enter(firm.person("worker", "warehouse")).get("/office/arrivals/load/").status_code == 404
