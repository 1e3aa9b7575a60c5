"""The buyer issues an invoice for what leaves by a shipment, so that it is released; and names his advances."""

from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.billing import actions as billing
from optom.domain.billing import queries
from optom.domain.billing.correcting import Change
from optom.domain.companies import queries as companies
from optom.domain.companies.models import BankAccount, DeliveryAddress, Terms
from optom.domain.credit import queries as settlements
from optom.domain.documents import queries as documents
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from tests.books import all_books
from tests.trade import Firm, dec


@pytest.fixture(autouse=True)
def _account_to_pay_to(firm: Firm) -> None:
    bank = {"bic": "044525225", "bank": "Сбербанк", "correspondent": "30101810400000000225"}
    BankAccount.objects.create(seller_id=firm.seller, account="40702810400000001234", **bank)


@pytest.fixture
def shipment(firm: Firm, contract: int, alice: int, at: datetime) -> int:
    """Of ten bearings at 122.00 ordered six are to go to Kazan."""
    bearing = firm.product("6204", price=122, on_hand=10)
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="o", actor=alice, at=at).order
    place = DeliveryAddress.objects.create(
        company_id=companies.contract(contract).company,
        name="Склад",
        address="Казань, Складская, 2",
        consignee="ООО «Приёмщик»",
    )
    line = ordered.lines(order=order)[0].id
    asked: dict[str, Any] = {"lines": [(line, dec(6))], "address": place.pk}
    return shipping.request(contract=contract, **asked, key="s", actor=alice, at=at)[0]


def invoice_for(shipment: int, contract: int, actor: int, at: datetime, **said: Any) -> queries.InvoiceRow:
    made = billing.issue_invoice(contract=contract, shipment=shipment, actor=actor, at=at, **{"key": "i", **said})
    return queries.invoice(made)


def payload_of(invoice: queries.InvoiceRow) -> dict[str, Any]:
    payload: dict[str, Any] = orjson.loads(documents.source(invoice.paper).payload)
    return payload


def test_it_asks_for_what_is_to_leave_and_names_who_takes_it(
    contract: int, alice: int, at: datetime, shipment: int
) -> None:
    invoice = invoice_for(shipment, contract, alice, at)

    assert (invoice.shipment, invoice.lines, invoice.sum, invoice.vat) == (shipment, 1, dec("732.00"), dec("132.00"))
    payload = payload_of(invoice)
    assert payload["consignee"] == {"name": "ООО «Приёмщик»", "details": "Казань, Складская, 2"}
    assert payload["facts"]["lines"][0] | {"name": "", "okei": "", "unit": ""} == {
        "article": "6204", "name": "", "okei": "", "unit": "", "quantity": "6", "price": "100", "percent": "22",
        "net": "600.00", "vat": "132.00", "sum": "732.00",
    }  # fmt: skip
    issued = queries.issued(company=invoice.company).all()
    assert [(row.kind, row.shipment) for row in issued] == [("invoice", shipment)]


def test_once_it_has_left_it_asks_for_what_left(
    firm: Firm, contract: int, alice: int, at: datetime, shipment: int
) -> None:
    line = shipments.lines(shipment)[0].line
    picker = firm.person("picker", "warehouse")
    shipping.dispatch(shipment=shipment, picked={line: dec(4)}, actor=picker, at=at)

    invoice = invoice_for(shipment, contract, alice, at)

    assert (invoice.sum, [one.quantity for one in queries.lines(invoice.id)]) == (dec("488.00"), [dec(4)])
    assert all_books() == []


def test_after_a_correction_it_asks_for_what_stands(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    goods = [firm.product(name, price=122, on_hand=10) for name in ("6204", "6205", "6206")]
    wanted = [OrderLine(one, dec(4)) for one in goods]
    order = orders.place(contract=contract, lines=wanted, key="o", actor=alice, at=at)
    first, second, third = [one.id for one in ordered.lines(order=order.order)]
    asked: dict[str, Any] = {"lines": [(line, dec(4)) for line in (first, second, third)], "address": None}
    shipment = shipping.request(contract=contract, **asked, key="s", actor=alice, at=at)[0]
    shipping.dispatch(shipment=shipment, actor=firm.person("picker", "warehouse"), at=at)

    def agree(key: str, **changes: Change) -> None:
        said = {{"first": first, "second": second, "third": third}[name]: one for name, one in changes.items()}
        fiona = firm.person(f"fiona-{key}", "finance")
        billing.correct(shipment=shipment, changes=said, reason="Соглашение", key=key, actor=fiona, at=at)

    agree("some", first=Change(dec(0)), second=Change(dec(4), dec(61)))

    invoice = invoice_for(shipment, contract, alice, at)

    assert [(one.line, one.quantity, one.sum) for one in queries.lines(invoice.id)] == [
        (second, dec(4), dec("244.00")), (third, dec(4), dec("488.00")),
    ]  # fmt: skip
    assert (invoice.sum, invoice.vat) == (settlements.headroom(contract, at).debt, dec("132.00"))
    told = [(one["article"], one["price"], one["sum"]) for one in payload_of(invoice)["facts"]["lines"]]
    assert told == [("6205", "50", "244.00"), ("6206", "100", "488.00")]

    agree("all", second=Change(dec(0)), third=Change(dec(0)))
    with pytest.raises(Refusal, match=r"billing\.nothing_to_pay"):
        invoice_for(shipment, contract, alice, at, key="nothing")
    assert all_books() == []


def test_what_has_left_is_to_be_paid_when_it_is_due_and_nothing_of_it_can_be_lost(
    firm: Firm, contract: int, alice: int, at: datetime, shipment: int
) -> None:
    Terms.objects.filter(contract=contract).update(deferral_days=30)
    before = payload_of(invoice_for(shipment, contract, alice, at))
    assert "не гарантируются" in before["notice"]
    shipping.dispatch(shipment=shipment, picked=None, actor=firm.person("picker", "warehouse"), at=at)

    after = invoice_for(shipment, contract, alice, at, key="left")
    [owed] = settlements.ledger(contract=contract).only(kind="dispatch").all()
    assert (after.valid_until, payload_of(after)["notice"]) == (owed.due_on, "")
    assert after.valid_until
    assert after.valid_until > business_day(at) + timedelta(days=28), "the deferral counts, not the hours of a reserve"

    late = at + timedelta(days=60)
    overdue = invoice_for(shipment, contract, alice, late, key="late")
    assert overdue.valid_until == business_day(late), "at once, not on a day that is over"


def test_one_that_was_taken_back_a_strangers_and_one_that_was_asked_for_already_are_refused(
    contract: int, strange_contract: int, alice: int, stranger: int, at: datetime, shipment: int
) -> None:
    with pytest.raises(Refusal, match=r"shipping\.unknown"):
        invoice_for(shipment, strange_contract, stranger, at)
    first = invoice_for(shipment, contract, alice, at, seen=0)
    with pytest.raises(Refusal, match=r"billing\.issued_already") as error:
        invoice_for(shipment, contract, alice, at, key="again", seen=0)
    assert error.value.facts["number"] == first.number
    assert invoice_for(shipment, contract, alice, at, key="again", seen=1).number == "2", "he knows and wants one more"

    shipping.cancel(shipment=shipment, actor=alice, at=at)
    with pytest.raises(Refusal, match=r"billing\.shipment_cancelled"):
        invoice_for(shipment, contract, alice, at, key="late")
    assert all_books() == []


def test_an_advance_says_what_it_is_for(contract: int, alice: int, at: datetime) -> None:
    made = billing.issue_invoice(
        contract=contract, amount=dec(500), purpose="  подшипники \n по спецификации № 3 ", key="a", actor=alice, at=at
    )

    payload = payload_of(queries.invoice(made))
    assert payload["goods"]["items"][0]["name"] == "Аванс (предоплата): подшипники по спецификации № 3"
    with pytest.raises(Refusal, match=r"input\.too_long"):
        billing.issue_invoice(contract=contract, amount=dec(5), purpose="x" * 201, key="b", actor=alice, at=at)
