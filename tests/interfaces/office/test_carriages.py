"""The picker prints his list, says who carries the goods, and has the waybill; the buyer sees who comes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from optom.domain.documents.models import Paper
from optom.domain.journal import actions as journal
from optom.domain.shipping import queries
from tests.domain.documents.samples import text_of
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def shipment(firm: Firm, contract: int, alice: int) -> int:
    """Five of a bearing and three of an oil, asked for."""
    delivery = Delivery(firm, contract, alice, 0, timezone.now())
    oil, bearing = firm.product("И-20А", price=100, on_hand=20), firm.product("6204", price=122, on_hand=10)
    first, second = delivery.order((oil, 3), (bearing, 5))
    return delivery.request((first, 3), (second, 5))[0]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_picking_list_to_the_waybill(
    enter: Enter, firm: Firm, alice: int, contract: int, shipment: int
) -> None:
    walter = enter(firm.person("walter", "warehouse"))
    where = f"/office/shipments/{shipment}/"
    assert f"{where}picking-list/" in page(walter, where)
    listed = walter.get(f"{where}picking-list/")
    assert listed["Content-Type"] == "application/pdf"
    text = text_of(listed.content)
    assert f"Лист подбора. Отгрузка № {shipment}" in text
    assert text.index("6204") < text.index("И-20А"), "by article, as goods stand"
    assert not Paper.objects.filter(kind="picking_list").exists()

    lines = {f"q{line}": str(quantity) for line, quantity in asked(shipment)}
    alone = walter.post(f"{where}dispatch/", lines | {"driver": "Ежов Олег"}, headers={"Accept": "application/json"})
    assert alone.status_code == 422
    assert "plate" in alone.content.decode(), "a waybill without a plate is none"
    walter.post(f"{where}dispatch/", lines | {"driver": "Ежов Олег", "plate": "а123вс716", "places": "2"})
    journal.deliver(at=timezone.now())

    [waybill] = Paper.objects.filter(kind="waybill")
    there = f"{where}papers/{waybill.pk}/"
    assert there in page(walter, where)
    assert walter.get(there).content.startswith(b"%PDF")
    assert walter.get(f"{where}papers/{waybill.pk + 999}/").status_code == 404
    here = reverse("portal:shipment", args=[contract, shipment])
    paper = reverse("portal:paper", args=[contract, waybill.pk])
    buyer = enter(alice)
    assert "Ежов Олег, А123ВС716" in page(buyer, here)
    assert paper in page(buyer, here)
    assert buyer.get(paper).content.startswith(b"%PDF")

    walter.post(f"{where}carriage/", {"driver": "Зайцев П. И.", "plate": "Т001ТТ77"})
    journal.deliver(at=timezone.now())
    assert Paper.objects.filter(kind="waybill").count() == 2
    assert enter(firm.person("boris", "manager")).get(f"{where}picking-list/").status_code == 404


def asked(shipment: int) -> list[tuple[int, int]]:
    return [(line.line, int(line.quantity)) for line in queries.lines(shipment)]
