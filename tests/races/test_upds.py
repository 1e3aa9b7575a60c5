"""Two workers hear of one shipment at the same moment: it has one UPD, and no number is lost."""

from datetime import datetime
from typing import Any

import pytest

from optom.domain.billing import actions as billing
from optom.domain.billing import rules
from optom.domain.companies.models import Company, Seller
from optom.domain.credit import actions as credit
from optom.domain.credit.queries import AccountRow
from optom.domain.documents import queries as documents
from optom.domain.documents.models import Paper
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shipment(delivery: Delivery) -> int:
    """Four bearings have left."""
    said = {"papers": "upd", "director": "Романов Алексей Николаевич", "legal_address": "Москва, Рабочая, 7"}
    Seller.objects.filter(pk=delivery.firm.seller).update(**said)
    Company.objects.update(legal_address="Казань, Складская, 2")
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=8), 4))
    [shipment] = delivery.request((line, 4))
    delivery.dispatch(shipment)
    return shipment


def _no_lock(contract: int) -> AccountRow:
    assert contract
    return AccountRow(dec(0), dec(0), dec(0))


def issued_twice(shipment: int, at: datetime, patch: pytest.MonkeyPatch) -> list[Any]:
    patch.setattr(rules, "objections_to_upd", met_after(rules.objections_to_upd))
    return together(*[lambda: billing.issue_upd(shipment=shipment, at=at)] * 2)


def test_without_the_lock_one_of_two_papers_belongs_to_nothing(
    shipment: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credit, "lock", _no_lock)

    first, second = issued_twice(shipment, at, monkeypatch)

    assert first != second, "the harm: one shipment, two papers with numbers"
    assert Paper.objects.filter(kind="upd").count() == 2


def test_a_shipment_has_one_upd(shipment: int, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = issued_twice(shipment, at, monkeypatch)

    assert first == second
    assert [paper.number for paper in Paper.objects.filter(kind="upd")] == ["1"]
    assert documents.numbering_faults() == []
    assert all_books() == []
