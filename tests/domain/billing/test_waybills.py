"""Who carries the goods is told by the warehouse; a transport waybill follows and never changes."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.billing import actions as billing
from optom.domain.billing import queries
from optom.domain.companies import queries as known
from optom.domain.documents import actions as documents
from optom.domain.documents.models import Paper
from optom.domain.journal import actions as journal
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping.queries import carriage_of, usual_loading
from optom.domain.shipping.rules import Carriage
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.books import all_books
from tests.trade import Firm, dec

GAZELLE = Carriage(driver=" Ежов Олег ", plate="а123вс716", loaded_at="Казань, ул. Складская, 2", places=3)


@pytest.fixture
def shipment(firm: Firm, contract: int, alice: int, at: datetime) -> int:
    """Six of ten bearings at 122.00, to be picked up."""
    bearing = firm.product("6204", price=122, on_hand=10)
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="o", actor=alice, at=at).order
    asked: dict[str, Any] = {"lines": [(ordered.lines(order=order)[0].id, dec(6))], "address": None}
    return shipping.request(contract=contract, **asked, key="s", actor=alice, at=at)[0]


@pytest.fixture
def picker(firm: Firm) -> int:
    return firm.person("picker", "warehouse")


def waybills(shipment: int) -> list[Paper]:
    journal.deliver(at=shipments.shipment(shipment).requested_at)
    return list(Paper.objects.filter(kind="waybill").order_by("serial"))


def test_told_at_dispatch_it_comes_with_the_other_papers_and_the_buyer_finds_it(
    contract: int, alice: int, stranger: int, picker: int, at: datetime, shipment: int
) -> None:
    with working_as(STAFF, user=picker):
        shipping.dispatch(shipment=shipment, carriage=GAZELLE, actor=picker, at=at)
    (paper,) = waybills(shipment)

    assert paper.title == "Транспортная накладная № 1 от 23 ноября 2026 г."
    assert (paper.payload["driver"], paper.payload["plates"]) == ("Ежов Олег", "А123ВС716")
    titles = list(Paper.objects.exclude(kind="waybill").values_list("title", flat=True))
    assert paper.payload["documents"] == "; ".join(titles), "which papers go with the goods"
    assert documents.draw(paper.pk).startswith(b"%PDF")
    with working_as(BUYER, user=alice):
        found = {row.kind: row for row in queries.issued(company=known.contract(contract).company).all()}
        assert found["waybill"].shipment == shipment
        assert carriage_of(shipment) is not None
    with working_as(BUYER, user=stranger):
        assert carriage_of(shipment) is None
    assert usual_loading(shipments.shipment(shipment).warehouse) == "Казань, ул. Складская, 2"
    assert all_books() == []


def test_another_driver_is_another_waybill_and_the_same_one_is_not(picker: int, at: datetime, shipment: int) -> None:
    shipping.dispatch(shipment=shipment, actor=picker, at=at)
    assert waybills(shipment) == [], "nobody has said who carries it"
    assert billing.issue_waybill(shipment=shipment, at=at) is None

    later = at + timedelta(hours=2)
    for carriage in (GAZELLE, GAZELLE, Carriage(driver="Зайцев П. И.", plate="Т001ТТ77", carrier="ТК Волга")):
        shipping.carry(shipment=shipment, carriage=carriage, actor=picker, at=later)
        journal.deliver(at=later)
    first, second = waybills(shipment)
    assert (first.payload["driver"], second.payload["driver"]) == ("Ежов Олег", "Зайцев П. И.")
    assert (second.number, second.issued_at) == ("2", at), "of the day on which the goods left"
    assert second.payload["carrier"] == "ТК Волга"
    assert shipments.shipment(shipment).carrier == "ТК Волга", "where the buyer follows them"
    assert all_books() == []


def test_a_waybill_without_driver_or_vehicle_is_refused_with_all_that_is_wrong(
    firm: Firm, picker: int, at: datetime, shipment: int
) -> None:
    odd = Carriage(driver="", plate=" ", carrier_inn="7700000017", driver_inn="77", places=0)
    with pytest.raises(Refusal) as error:
        shipping.dispatch(shipment=shipment, carriage=odd, actor=picker, at=at)
    assert [(reason.code, reason.facts["field"]) for reason in reasons_of(error.value)] == [
        ("input.required", "driver"),
        ("input.required", "plate"),
        ("companies.requisite_wrong", "carrier_inn"),
        ("companies.requisite_wrong", "driver_inn"),
        ("shipping.places_wrong", "places"),
    ]
    assert shipments.shipment(shipment).dispatched_at is None
    with pytest.raises(Refusal, match=r"shipping\.not_dispatched"):
        shipping.carry(shipment=shipment, carriage=GAZELLE, actor=picker, at=at)
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        shipping.carry(shipment=shipment, carriage=GAZELLE, actor=firm.person("fin", "finance"), at=at)
