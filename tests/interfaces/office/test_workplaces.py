"""A worker sees what waits in his warehouses; who has said nothing sees all."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.journal import queries as journal
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Line
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
CHOOSE = "/office/picking/warehouses/"


@pytest.fixture
def waiting_in_moscow(alice: int, contract: int, bearing: int) -> int:
    """A shipment that Moscow has to pick."""
    now = timezone.now()
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="o", actor=alice, at=now).order
    lines = [(Line.objects.get(order_id=order).pk, dec(10))]
    return shipping.request(contract=contract, lines=lines, address=None, key="s", actor=alice, at=now)[0]


def seen(client: Client) -> list[str]:
    return [row[0] for row in client.get("/office/picking/rows").json()["rows"]]


def test_who_has_said_nothing_sees_every_warehouse(enter: Enter, firm: Firm, waiting_in_moscow: int) -> None:
    assert seen(enter(firm.person("worker", "warehouse"))) == [str(waiting_in_moscow)]


def test_his_choice_is_remembered_when_he_comes_again(enter: Enter, firm: Firm, waiting_in_moscow: int) -> None:
    worker = firm.person("worker", "warehouse")
    assert enter(worker).post(CHOOSE, {"warehouse": [firm.kazan]}).status_code == 200

    again = enter(worker)
    assert seen(again) == []
    assert "badge" not in again.get("/office/picking/").content.decode()
    assert seen(enter(firm.person("colleague", "warehouse"))) == [str(waiting_in_moscow)]
    again.post(CHOOSE, {"warehouse": [firm.kazan, firm.moscow]})
    assert seen(again) == [str(waiting_in_moscow)]
    assert journal.entries(subject=f"accounts.user:{worker}")[0].act == "stock.work_at"


def test_a_warehouse_that_is_not_there_is_refused(enter: Enter, firm: Firm) -> None:
    worker = enter(firm.person("worker", "warehouse"))

    assert worker.post(CHOOSE, {"warehouse": "987654"}).status_code == 422
    assert worker.post(CHOOSE, {"warehouse": "x"}).status_code == 400
    assert enter(firm.person("boss", "director")).post(CHOOSE, {}).status_code == 404
