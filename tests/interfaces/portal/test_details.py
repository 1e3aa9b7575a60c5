"""The panel beside a list tells what a row is made of; a stranger is told that there is no such row."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.companies.models import Terms
from optom.domain.credit.models import OpenItem
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def told(firm: Firm, alice: int, contract: int, bearing: int) -> dict[str, tuple[str, str]]:
    """Of every list with details a row that is in it, and a word that its details say."""
    at = timezone.now()
    placed = orders.place(contract=contract, lines=[OrderLine(bearing, dec(20))], key="order", actor=alice, at=at).order
    line = queries.lines(order=placed)[0].id
    made = shipping.request(contract=contract, lines=[(line, dec(10))], address=None, key="ship", actor=alice, at=at)[0]
    boss = firm.person("boss", "warehouse")
    shipping.start_picking(shipment=made, actor=boss, at=at)
    shipping.dispatch(shipment=made, picked={line: dec(10)}, actor=boss, at=at)
    left = shipments.shipment(made)
    return {
        "orders/": (str(placed), "6204-2RS"),
        "shipments/": (str(made), "6204-2RS"),
        "papers/": (str(left.delivery_note), str(left.delivery_note_number)),
        "money/open/": (str(OpenItem.objects.get(contract_id=contract).entry_id), "4"),
    }


LISTS = ["orders/", "shipments/", "papers/", "money/open/"]


@pytest.mark.parametrize("address", LISTS)
def test_the_details_of_a_row_are_told(
    enter: Enter, alice: int, contract: int, told: dict[str, tuple[str, str]], address: str
) -> None:
    key, word = told[address]
    client = enter(alice)

    assert [row[0] for row in client.get(f"/c/{contract}/{address}rows").json()["rows"]].count(key) == 1
    answer = client.get(f"/c/{contract}/{address}panel?key={key}")
    assert answer.status_code == 200
    assert word in answer.content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_a_strangers_list_has_no_such_row(
    enter: Enter, firm: Firm, told: dict[str, tuple[str, str]], address: str
) -> None:
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)

    assert enter(stranger).get(f"/c/{theirs}/{address}panel?key={told[address][0]}").status_code == 404


def test_a_contract_holds_since_the_day_of_the_firm_not_of_greenwich(enter: Enter, alice: int, contract: int) -> None:
    Terms.objects.update(valid_from=datetime(2023, 1, 18, 21, tzinfo=UTC))  # midnight in Moscow

    assert "с 19.01.2023" in enter(alice).get(f"/c/{contract}/company/").content.decode()


def test_a_zip_of_papers_is_named_by_the_day_of_the_firm(
    enter: Enter, alice: int, contract: int, told: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = SimpleNamespace(now=lambda: datetime(2027, 1, 18, 22, tzinfo=UTC))
    monkeypatch.setattr("optom.interfaces.portal.context.timezone", night)

    answer = enter(alice).get(f"/c/{contract}/papers/zip/papers.zip")

    assert "2027-01-19" in answer.headers["Content-Disposition"]
