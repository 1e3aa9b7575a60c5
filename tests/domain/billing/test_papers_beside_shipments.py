"""TORG-12 for who wants it, and powers of attorney for who comes for the goods."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.billing import actions as billing
from optom.domain.billing import queries
from optom.domain.billing.rules import Bearer
from optom.domain.companies import actions as companies
from optom.domain.companies import queries as known
from optom.domain.companies.models import Membership
from optom.domain.documents import actions as documents
from optom.domain.documents.models import Paper
from optom.domain.journal import actions as journal
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.trade import Firm, dec


@pytest.fixture
def shipment(firm: Firm, contract: int, alice: int, at: datetime) -> int:
    """Six of ten bearings at 122.00, to be picked up."""
    bearing = firm.product("6204", price=122, on_hand=10)
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="o", actor=alice, at=at).order
    asked: dict[str, Any] = {"lines": [(ordered.lines(order=order)[0].id, dec(6))], "address": None}
    return shipping.request(contract=contract, **asked, key="s", actor=alice, at=at)[0]


def ship(firm: Firm, shipment: int, at: datetime) -> None:
    shipping.dispatch(shipment=shipment, actor=firm.person("picker", "warehouse"), at=at)
    journal.deliver(at=at)


def bearer(at: datetime, **said: Any) -> Bearer:
    until = at.date() + timedelta(days=10)
    return Bearer(**{"name": "Зайцев Пётр Ильич", "until": until, "passport": "92 10 123456", **said})


def test_torg12_comes_with_every_shipment_of_who_wants_it(
    firm: Firm, contract: int, alice: int, at: datetime, shipment: int
) -> None:
    company = known.contract(contract).company
    companies.choose_papers(company=company, language="", wanted=["torg12"], actor=alice, at=at)
    ship(firm, shipment, at)

    (paper,) = Paper.objects.filter(kind="torg12")
    assert paper.title == "Товарная накладная (ТОРГ-12) № 1 от 23 ноября 2026 г."
    assert paper.payload["sum_in_words"] == "Семьсот тридцать два рубля 00 копеек"
    assert (paper.payload["items"][0]["net"], paper.payload["totals"]["sum"]) == ("600,00", "732,00")
    found = {row.kind: row for row in queries.issued(company=company).all()}
    assert (found["torg12"].sum, found["torg12"].shipment) == (dec("732.00"), shipment)
    assert documents.draw(paper.pk).startswith(b"%PDF")
    assert billing.issue_torg12(shipment=shipment, actor=alice, at=at) == paper.pk, "once"
    assert all_books() == []


def test_who_wants_none_asks_for_one_after_the_goods_have_left(
    firm: Firm, contract: int, alice: int, stranger: int, at: datetime, shipment: int
) -> None:
    with pytest.raises(Refusal, match=r"billing\.not_left"):
        billing.issue_torg12(shipment=shipment, actor=alice, at=at)
    ship(firm, shipment, at)
    assert not Paper.objects.filter(kind="torg12").exists()

    with working_as(BUYER, user=alice):
        paper = billing.issue_torg12(shipment=shipment, actor=alice, at=at + timedelta(days=3))
    assert Paper.objects.get(pk=paper).issued_at == at, "of the day on which they left"
    with working_as(BUYER, user=stranger):
        assert queries.papers_of_shipment(shipment) == []
        with pytest.raises(Refusal, match=r"shipping\.unknown"):
            billing.issue_torg12(shipment=shipment, actor=stranger, at=at)


def test_a_power_of_attorney_names_who_takes_the_goods_and_is_numbered_by_the_buyer(
    contract: int, alice: int, at: datetime, shipment: int
) -> None:
    with working_as(BUYER, user=alice):
        paper = billing.authorise(shipment=shipment, bearer=bearer(at), key="m", actor=alice, at=at)
        again = billing.authorise(shipment=shipment, bearer=bearer(at), key="m", actor=alice, at=at)

    assert again == paper
    found = shipments.shipment(shipment)
    assert (found.taker, found.authority_kind, found.authority_number) == ("Зайцев Пётр Ильич", "attorney", "1")
    payload = Paper.objects.get(pk=paper).payload
    assert payload["heading"] == "Доверенность № 1 от 23 ноября 2026 г."
    assert payload["lines"][0]["quantity"] == "6 (шесть штук)"
    second = billing.authorise(shipment=shipment, bearer=bearer(at, name="Ежов О. О."), key="n", actor=alice, at=at)
    assert Paper.objects.get(pk=second).number == "2"
    assert shipments.shipment(shipment).taker == "Ежов О. О."
    assert all_books() == []


def test_what_no_warehouse_would_take_is_refused_together(
    firm: Firm, contract: int, alice: int, at: datetime, shipment: int
) -> None:
    nobody = bearer(at, name="", passport="", until=date(2030, 1, 1))
    with pytest.raises(Refusal) as error:
        billing.authorise(shipment=shipment, bearer=nobody, key="m", actor=alice, at=at)
    codes = [reason.code for reason in reasons_of(error.value)]
    assert codes == ["input.required", "input.required", "billing.power_until_wrong"]

    Membership.objects.filter(user_id=alice).update(role="accountant")
    with pytest.raises(Refusal, match=r"companies\.may_not"):
        billing.authorise(shipment=shipment, bearer=bearer(at), key="m", actor=alice, at=at)
    ship(firm, shipment, at)
    Membership.objects.filter(user_id=alice).update(role="owner")
    with pytest.raises(Refusal, match=r"shipping\.already_dispatched"):
        billing.authorise(shipment=shipment, bearer=bearer(at), key="m", actor=alice, at=at)
    assert all_books() == [], "no number was lost"
