"""A payment that names an invoice, or has its very sum, settles what has left by that invoice before what is older."""

from datetime import datetime
from typing import Any

import pytest

from optom.domain.billing import actions as invoices
from optom.domain.billing import queries as billing
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.orders.models import Line
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.interfaces.exchange.bank.desk import BankDesk
from tests.interfaces.exchange.bank.files import document
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db


def invoiced(delivery: Delivery, *goods: tuple[int, int], leaves: int | None = None) -> str:
    """An order with its invoice, of which so much of the first line (else all) has left; the number of the invoice."""
    lines = delivery.order(*goods)
    order = Line.objects.get(pk=lines[0]).order_id
    invoice = invoices.issue_invoice(
        contract=delivery.contract, key=f"of {order}", order=order, actor=delivery.alice, at=delivery.at
    )
    wanted = [(lines[0], leaves)] if leaves else [(line, count) for line, (_, count) in zip(lines, goods, strict=True)]
    [shipment] = delivery.request(*wanted)
    delivery.dispatch(shipment)
    return billing.invoice(invoice).number


def still_open(delivery: Delivery) -> list[object]:
    return [item.open for item in settlements.open_items(delivery.contract, delivery.at.date())]


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: datetime) -> Delivery:
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


@pytest.fixture
def bearing(delivery: Delivery) -> int:
    return delivery.firm.product("6204", price=100, on_hand=90)


def test_what_the_payer_names_is_paid_and_the_rest_goes_to_the_oldest(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    for count in (8, 7):
        invoiced(delivery, (bearing, count))
    named = invoiced(delivery, (bearing, 5))

    bank_desk.receive(document(1, "400.00", purpose=f"Оплата по сч. № {named}"))
    assert still_open(delivery) == [800, 700, 100], "the oldest wait: he has said what he pays for (article 522)"
    bank_desk.receive(document(2, "150.00", purpose=f"Оплата по сч. № {named}"))
    assert still_open(delivery) == [750, 700], "what remains goes to the oldest"
    bank_desk.receive(document(3, "700.00", purpose="за подшипники"))
    assert still_open(delivery) == [750], "the very sum of one invoice means that one"
    bank_desk.receive(document(4, "50.00", purpose="за подшипники"))
    assert still_open(delivery) == [700]
    assert all_books() == []


def test_of_a_shipment_of_two_orders_only_what_left_by_the_invoice_is_meant(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    invoiced(delivery, (bearing, 9))
    first, second = (delivery.order((bearing, count))[0] for count in (3, 4))
    lines = {first: 3, second: 4}
    order = Line.objects.get(pk=second).order_id
    facts: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    invoice = billing.invoice(invoices.issue_invoice(key="i", order=order, **facts)).number
    [together] = delivery.request(*lines.items())
    delivery.dispatch(together)

    bank_desk.receive(document(1, "500.00", purpose=f"Оплата по сч. № {invoice}"))

    assert still_open(delivery) == [800, 300], "400 of the shipment, 100 of the oldest"


def test_what_has_left_in_part_is_paid_in_part_and_the_rest_waits_for_what_has_not(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    invoiced(delivery, (bearing, 9))
    named = invoiced(delivery, (bearing, 5), leaves=2)

    bank_desk.receive(document(1, "550.00", purpose=f"Оплата по сч. № {named}"))

    assert still_open(delivery) == [850, -300], "200 have left, 300 are kept, the rest is the oldest debt's"
    assert all_books() == []


def test_his_own_direction_goes_before_what_the_purpose_names(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    invoiced(delivery, (bearing, 8))
    named = invoiced(delivery, (bearing, 5))
    [oldest, _newest] = settlements.open_items(delivery.contract, delivery.at.date())
    said: dict[str, Any] = {
        "number": "1",
        "parts": {oldest.entry: dec(500)},
        "key": "d",
        "actor": delivery.alice,
        "at": delivery.at,
    }
    credit.direct_next(contract=delivery.contract, **said)

    bank_desk.receive(document(1, "500.00", purpose=f"Оплата по сч. № {named}"))

    assert still_open(delivery) == [300, 500]
