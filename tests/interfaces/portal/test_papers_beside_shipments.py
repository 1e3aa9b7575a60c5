"""The buyer takes TORG-12 and writes a power of attorney on the page of his shipment; a stranger does neither."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.billing import queries as papers
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping.models import MarkCode
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def shipment(contract: int, alice: int, bearing: int) -> int:
    at = timezone.now()
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="o", actor=alice, at=at).order
    line = ordered.lines(order=order)[0].id
    return shipping.request(contract=contract, lines=[(line, dec(10))], address=None, key="s", actor=alice, at=at)[0]


def test_a_power_of_attorney_is_written_and_shown(enter: Enter, alice: int, contract: int, shipment: int) -> None:
    client, address = enter(alice), f"/c/{contract}/shipments/{shipment}/"
    assert f"{address}attorney/" in client.get(address).content.decode()
    assert client.get(f"{address}attorney/").status_code == 200

    until = (timezone.localdate() + timedelta(days=5)).strftime("%d.%m.%Y")
    given = {"key": "m", "bearer": "Зайцев Пётр Ильич", "passport": "92 10 123456", "until": until}
    assert client.post(f"{address}attorney/", given | {"passport": ""}).status_code == 422
    client.post(f"{address}attorney/", given)

    (paper,) = papers.papers_of_shipment(shipment)
    page = client.get(address).content.decode()
    assert f"/papers/{paper.paper}/" in page
    assert "Зайцев Пётр Ильич" in page
    assert client.get(f"/c/{contract}/papers/{paper.paper}/").content.startswith(b"%PDF")


def test_torg12_is_asked_for_once_the_goods_have_left(
    enter: Enter, firm: Firm, alice: int, contract: int, shipment: int
) -> None:
    client, address = enter(alice), f"/c/{contract}/shipments/{shipment}/"
    assert f"{address}torg12/" not in client.get(address).content.decode()
    assert client.post(f"{address}torg12/").status_code == 422
    shipping.dispatch(shipment=shipment, actor=firm.person("picker", "warehouse"), at=timezone.now())

    assert f"{address}torg12/" in client.get(address).content.decode()
    client.post(f"{address}torg12/")
    assert [row.kind for row in papers.papers_of_shipment(shipment)] == ["torg12"]
    assert f"{address}torg12/" not in client.get(address).content.decode(), "it is there, so none is offered"


def test_of_marked_goods_the_page_says_why_there_is_none(
    enter: Enter, firm: Firm, alice: int, contract: int, shipment: int
) -> None:
    [line], head = shipments.lines(shipment), shipments.shipment(shipment)
    code = {"order_line_id": line.line, "code": "0104600000000008215", "kind": "unit", "holds": 1, "at": timezone.now()}
    MarkCode.objects.create(shipment_id=shipment, company_id=head.company, **code)
    shipping.dispatch(shipment=shipment, actor=firm.person("picker", "warehouse"), at=timezone.now())

    page = enter(alice).get(f"/c/{contract}/shipments/{shipment}/").content.decode()
    assert "/torg12/" not in page
    assert f"отгрузке {shipment} ТОРГ-12 не выписывается" in page


def test_a_stranger_finds_neither(enter: Enter, firm: Firm, contract: int, shipment: int) -> None:
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    client = enter(stranger)

    for base in (f"/c/{contract}", f"/c/{theirs}"):
        for ending in ("torg12/", "attorney/", "invoice/"):
            assert client.post(
                f"{base}/shipments/{shipment}/{ending}", {"key": "x", "until": "01.01.2027"}
            ).status_code in {
                404,
                422,
            }
    assert shipments.shipment(shipment).taker == ""
    assert papers.papers_of_shipment(shipment) == []
