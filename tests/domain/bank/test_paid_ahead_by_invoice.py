"""Money paid by an invoice before its goods leave is kept for them: no older debt eats it, they may leave."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from optom.base.refusal import Refusal
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.companies.models import Terms
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.journal import actions as journal
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Line
from optom.domain.shipping import queries as shipments
from optom.domain.shipping import rules as leaving
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.interfaces.exchange.bank.desk import BankDesk
from tests.interfaces.exchange.bank.files import document
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, bank_desk: BankDesk) -> Delivery:
    Terms.objects.filter(contract_id=contract).update(credit_limit=1000, deferral_days=1)
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), bank_desk.at)


@pytest.fixture
def bearing(delivery: Delivery) -> int:
    return delivery.firm.product("6204", price=100, on_hand=90)


def ordered(delivery: Delivery, bearing: int, count: int) -> tuple[int, str, int]:
    """An order with its invoice: the line, the invoice's number, the invoice."""
    [line] = delivery.order((bearing, count))
    order = Line.objects.get(pk=line).order_id
    said: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    invoice = billing.issue_invoice(key=f"of {order}", order=order, **said)
    return line, papers.invoice(invoice).number, invoice


def owes(delivery: Delivery, bearing: int, count: int) -> None:
    """Goods that have left and are overdue now."""
    [line] = delivery.order((bearing, count))
    [shipment] = delivery.request((line, count))
    delivery.dispatch(shipment)
    delivery.at += 3 * DAY


def pays(bank_desk: BankDesk, delivery: Delivery, number: object, amount: object, purpose: str) -> None:
    bank_desk.at = delivery.at
    day = f"{delivery.at:%d.%m.%Y}"
    bank_desk.receive(document(number, f"{amount}.00", purpose=purpose, on=day, came=f"ДатаПоступило={day}"))


def open_now(delivery: Delivery) -> list[Decimal]:
    return sorted(item.open for item in settlements.open_items(delivery.contract, delivery.at.date()))


def kept(delivery: Delivery) -> tuple[object, object]:
    account = delivery.account
    return account.kept, account.headroom


def heard(delivery: Delivery) -> None:
    while journal.deliver(at=delivery.at):
        pass


def test_prepaid_goods_leave_beside_an_overdue_debt_and_take_their_own_money(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    owes(delivery, bearing, 9)
    line, number, _ = ordered(delivery, bearing, 5)
    [other] = delivery.order((bearing, 1))

    pays(bank_desk, delivery, 1, 500, f"Предоплата по счету № {number}")
    assert open_now(delivery) == [-500, 900], "the older debt does not eat it"
    assert kept(delivery) == (500, 100), "what is kept is nobody else's room"
    assert [one.code for one in delivery.preview((other, 1)).reasons] == ["credit.overdue"]
    assert [one.code for one in delivery.preview((line, 5), (other, 1)).reasons] == ["credit.overdue"]
    assert delivery.preview((line, 5)).reasons == ()

    [shipment] = delivery.request((line, 5))
    assert kept(delivery) == (0, 100), "asked for, it goes with the request"
    assert all_books() == []
    delivery.dispatch(shipment)

    assert open_now(delivery) == [900]
    assert kept(delivery) == (0, 100)
    assert settlements.earmarks(delivery.contract) == []
    assert all_books() == []


def test_a_part_paid_ahead_releases_that_part_and_goods_of_others_leave_it_alone(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    line, number, _ = ordered(delivery, bearing, 5)
    pays(bank_desk, delivery, 1, 300, f"сч. {number}")
    [other] = delivery.order((bearing, 9))
    [shipment] = delivery.request((other, 9))
    delivery.dispatch(shipment)
    assert open_now(delivery) == [-300, 900], "other goods are a debt, though money lies open"
    delivery.at += 3 * DAY

    assert [one.code for one in delivery.preview((line, 4)).reasons] == ["credit.overdue"]
    [shipment] = delivery.request((line, 3))
    delivery.dispatch(shipment)

    assert open_now(delivery) == [900]
    assert all_books() == []


def test_a_request_that_is_taken_back_and_goods_that_are_not_found_keep_the_money(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    from optom.domain.shipping import actions as shipping  # noqa: PLC0415

    owes(delivery, bearing, 9)
    line, number, _ = ordered(delivery, bearing, 5)
    pays(bank_desk, delivery, 1, 500, f"сч. {number}")

    with working_as(BUYER, user=delivery.alice):
        [shipment] = delivery.request((line, 5))
        assert kept(delivery) == (0, 100)
        shipping.cancel(shipment=shipment, actor=delivery.alice, at=delivery.at)
    assert kept(delivery) == (500, 100)
    [shipment] = delivery.request((line, 5))
    delivery.dispatch(shipment, {line: 2})
    heard(delivery)

    assert open_now(delivery) == [-300, 900], "what was not found stays ordered by these terms"
    assert all_books() == []


def test_goods_that_are_cancelled_give_the_money_back_to_the_ordinary_order(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    owes(delivery, bearing, 9)
    line, number, _ = ordered(delivery, bearing, 5)
    pays(bank_desk, delivery, 1, 500, f"сч. {number}")

    orders.release(quantities={line: dec(2)}, contract=delivery.contract, actor=delivery.alice, at=delivery.at)
    assert billing.let_go(at=delivery.at) == 1
    assert open_now(delivery) == [-300, 700]
    assert kept(delivery) == (300, 300)
    assert billing.let_go(at=delivery.at) == 0
    assert all_books() == []


def test_an_invoice_that_has_run_out_binds_nothing(bank_desk: BankDesk, delivery: Delivery, bearing: int) -> None:
    from optom.domain.billing.models import Invoice  # noqa: PLC0415

    owes(delivery, bearing, 9)
    _, number, invoice = ordered(delivery, bearing, 5)
    Invoice.objects.filter(pk=invoice).update(valid_until=delivery.at.date() - DAY)

    pays(bank_desk, delivery, 1, 500, f"сч. {number}")

    assert open_now(delivery) == [400], "the oldest debt has it"


def test_two_payments_for_one_invoice_keep_no_more_than_it_says(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    owes(delivery, bearing, 9)
    line, number, _ = ordered(delivery, bearing, 5)
    bank_desk.at = delivery.at
    day = f"{delivery.at:%d.%m.%Y}"
    told: dict[str, Any] = {"purpose": f"сч. {number}", "on": day, "came": f"ДатаПоступило={day}"}
    bank_desk.receive(document(1, "300.00", **told), document(2, "300.00", **told))
    assert open_now(delivery) == [-300, -200, 800]

    pays(bank_desk, delivery, 3, 50, f"сч. {number}")
    assert open_now(delivery) == [-300, -200, 750]
    [shipment] = delivery.request((line, 5))
    delivery.dispatch(shipment)
    assert open_now(delivery) == [750]
    assert all_books() == []


def test_the_money_is_taken_back_with_its_payment_and_asks_again_for_room(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    owes(delivery, bearing, 9)
    line, number, _ = ordered(delivery, bearing, 5)
    pays(bank_desk, delivery, 1, 500, f"сч. {number}")

    bank_desk.undo(bank_desk.documents[0].id)

    assert (open_now(delivery), kept(delivery)) == ([900], (0, 100))
    with pytest.raises(Refusal, match=r"credit\.(exceeded|overdue)"):
        delivery.request((line, 5))
    assert all_books() == []


def test_the_payer_may_take_of_it_for_a_debt_after_all(bank_desk: BankDesk, delivery: Delivery, bearing: int) -> None:
    owes(delivery, bearing, 9)
    _, number, _ = ordered(delivery, bearing, 5)
    pays(bank_desk, delivery, 1, 500, f"сч. {number}")
    [debt, _] = settlements.open_items(delivery.contract, delivery.at.date())
    said: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    [payment] = settlements.payments_to_direct(delivery.contract, delivery.at)

    with working_as(BUYER, user=delivery.alice):
        credit.direct_payment(payment=payment.id, parts={debt.entry: dec(200)}, **said)

    assert (open_now(delivery), kept(delivery)) == ([-300, 700], (300, 300))
    assert all_books() == []


def test_the_set_that_fits_has_what_is_paid_ahead_also_where_nothing_else_may_leave(
    bank_desk: BankDesk, delivery: Delivery, bearing: int
) -> None:
    owes(delivery, bearing, 9)
    line, number, _ = ordered(delivery, bearing, 5)
    [other] = delivery.order((bearing, 3))
    pays(bank_desk, delivery, 1, 300, f"сч. {number}")

    wishes = [(known, dec(9)) for known in shipments.ready_lines(delivery.contract, delivery.at)]
    covers = settlements.covers(delivery.contract, delivery.account)
    assert leaving.within(wishes, dec(-1), covers) == {line: 3, other: 0}
    assert leaving.within(wishes, dec(100), covers) == {line: 4, other: 0}, "of its own money first, then of the room"
    assert leaving.within(wishes, dec(450), covers) == {line: 5, other: 2}
    assert shipments.release(contract=delivery.contract, wanted=dec(0), at=delivery.at).sum == 900


def test_what_is_kept_is_told_with_its_invoice(bank_desk: BankDesk, delivery: Delivery, bearing: int) -> None:
    owes(delivery, bearing, 9)
    _, number, _ = ordered(delivery, bearing, 5)
    before = delivery.at
    pays(bank_desk, delivery, 1, 500, f"сч. {number}")

    [_, item] = settlements.open_items(delivery.contract, delivery.at.date())
    assert (item.kept, item.kept_for) == (500, number)
    delivery.at += DAY
    [line] = delivery.order((bearing, 1))
    assert line
    then = settlements.headroom_then(delivery.contract, before - DAY)
    assert (then.kept, then.headroom, delivery.account.kept) == (0, 100, 500)
