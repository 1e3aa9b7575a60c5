"""Where goods come from, told by the warehouse and by lists; the picker sees the batches and may choose among them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.stock import queries as stock
from optom.domain.stock.models import Arrival, Batch
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.interfaces.office.test_arrivals import act
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def walter(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("walter", "warehouse"))


@pytest.fixture
def today() -> date:
    return business_day(timezone.now())


def test_the_warehouse_tells_where_goods_come_from_and_the_picker_chooses_a_batch(
    walter: Client, firm: Firm, alice: int, contract: int, today: date
) -> None:
    bearing = firm.product("6205", price=100)
    first, second = firm.arrival(bearing, 4, today), firm.arrival(bearing, 6, today)
    assert f"declaration-{first}" in act(walter, "receive", first).json()["form"]

    def received(arrival: int, quantity: str, **origin: str) -> Any:
        said = {f"came-{arrival}": quantity, f"still-{arrival}": quantity}
        told = {f"{name}-{arrival}": text for name, text in origin.items()}
        return act(walter, "receive", arrival, asked="1", **said, **told)

    wrong = received(first, "4", country="Атлантида", declaration="12")
    assert set(wrong.json()["errors"]) == {f"country-{first}", f"declaration-{first}"}
    assert received(first, "4", country="китай", declaration="10702070/110226/3001234").status_code == 200
    assert received(second, "6", country="276").status_code == 200
    old, new = Batch.objects.order_by("id")
    assert (old.country, old.declaration, new.country) == ("156", "10702070/110226/3001234", "276")

    delivery = Delivery(firm, contract, alice, 0, timezone.now())
    [line] = delivery.order((bearing, 5))
    [shipment] = delivery.request((line, 5))
    page = walter.get(f"/office/shipments/{shipment}/").content.decode()
    assert "Китай, ДТ 10702070/110226/3001234" in page
    assert f'name="b{line}-{new.pk}"' in page
    dispatched = walter.post(
        f"/office/shipments/{shipment}/dispatch/", {f"q{line}": "5", f"b{line}-{new.pk}": "2", f"b{line}-{old.pk}": ""}
    )
    assert dispatched.status_code == 200
    assert [(one.batch, one.quantity) for one in stock.batches_taken(subject=f"shipment:{shipment}")[line]] == [
        (old.pk, 3),
        (new.pk, 2),
    ]
    assert "2 шт · Германия" in walter.get(f"/office/shipments/{shipment}/").content.decode()
    assert all_books() == []


LIST = """Артикул;Склад;Количество;Дата;Документ;Страна;ГТД;РНПТ;Количество РНПТ
6204-2RS;MSK;40;{soon};ЗП-1;{country};{declaration};10702070/110226/3001234/001;80
"""


def test_a_list_tells_it_beforehand_and_an_empty_cell_leaves_what_is_known(
    enter: Enter, firm: Firm, bearing: int, today: date
) -> None:
    director = enter(firm.person("boss", "director"))

    def load(country: str, declaration: str = "") -> str:
        text = LIST.format(soon=f"{today + timedelta(5):%d.%m.%Y}", country=country, declaration=declaration)
        file = SimpleUploadedFile("в пути.csv", text.encode())
        return director.post("/office/arrivals/load/", {"file": file}, headers={"Accept": "text/html"}).content.decode()

    assert "Объявлено: 1, изменено: 0" in load("Китай")
    arrival = Arrival.objects.get(reference="ЗП-1")
    assert (arrival.country, arrival.declaration, arrival.rnpt, arrival.trace_quantity) == (
        "156",
        "",
        "10702070/110226/3001234/001",
        80,
    )
    assert "изменено: 1, уже стоят: 0" in load("", "10702070/110226/3001234")
    assert "изменено: 0, уже стоят: 1" in load("Китай", "10702070/110226/3001234")
    assert "Страны «Атлантида» нет" in load("Атлантида")
    arrival.refresh_from_db()
    assert (arrival.country, arrival.declaration) == ("156", "10702070/110226/3001234")
