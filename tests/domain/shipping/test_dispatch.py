"""Goods leave: stock, order, ledger and delivery note change together."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from optom.base.listing import Asked
from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies.models import Contract
from optom.domain.credit import queries as settlements
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.domain.journal import queries as journal
from optom.domain.orders.models import Line
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.stock.models import Balance, Move
from optom.interfaces.kit.identity import STAFF, working_as
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.statements import counted
from tests.trade import Firm, dec


def codes(error: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in reasons_of(error.value)]


@pytest.fixture
def product(firm: Firm) -> int:
    return firm.product("6204", price=100, on_hand=10)


@pytest.fixture
def line(delivery: Delivery, product: int) -> int:
    return delivery.order((product, 10))[0]


def test_goods_that_leave_become_a_debt_with_a_due_date(
    delivery: Delivery, firm: Firm, alice: int, product: int
) -> None:
    delivery.contract = firm.client("Малый", "7700000048", alice, deferral_days=14)
    [line] = delivery.order((product, 10))
    [shipment] = delivery.request((line, 4))

    sent = delivery.dispatch(shipment)

    assert sent.sum == dec(400)
    assert (delivery.debt, delivery.account.committed, delivery.account.reserved) == (dec(400), dec(0), dec(600))
    [item] = settlements.open_items(delivery.contract, delivery.at.date())
    assert (item.open, item.due_on, item.paper) == (dec(400), date(2026, 12, 7), sent.paper)
    assert all_books() == []


def test_the_stock_and_the_order_know_that_goods_left(delivery: Delivery, product: int, line: int) -> None:
    [shipment] = delivery.request((line, 4))

    delivery.dispatch(shipment)

    balance = Balance.objects.get(product_id=product)
    assert (balance.on_hand, balance.held) == (dec(6), dec(6))
    move = Move.objects.get(kind="dispatch")
    assert (move.quantity, move.subject) == (dec(-4), f"shipment:{shipment}")
    ordered = Line.objects.get(pk=line)
    assert (ordered.shipped, ordered.reserved, ordered.requested) == (dec(4), dec(6), dec(0))


def test_the_delivery_note_says_what_left(delivery: Delivery, line: int) -> None:
    [shipment] = delivery.request((line, 4))

    sent = delivery.dispatch(shipment, {line: 3})

    assert sent.paper is not None
    paper = documents.paper(sent.paper)
    assert (paper.number, paper.title) == ("1", "Расходная накладная № 1 от 23 ноября 2026 г.")
    assert archive.draw(sent.paper).startswith(b"%PDF")
    assert shipments.shipment(shipment).delivery_note_number == "1"


def test_what_was_not_picked_stays_held_by_the_terms(delivery: Delivery, line: int) -> None:
    [shipment] = delivery.request((line, 4))

    delivery.dispatch(shipment, {line: 3})

    ordered = Line.objects.get(pk=line)
    assert (ordered.shipped, ordered.reserved, ordered.cancelled) == (dec(3), dec(7), dec(0))
    assert (delivery.debt, delivery.account.committed) == (dec(300), dec(0))
    assert all_books() == []


def test_what_was_not_picked_is_given_back_by_the_terms(
    delivery: Delivery, firm: Firm, alice: int, product: int
) -> None:
    delivery.contract = firm.client("Малый", "7700000048", alice, undispatched="release")
    [line] = delivery.order((product, 10))
    [shipment] = delivery.request((line, 4))

    delivery.dispatch(shipment, {line: 3})

    ordered = Line.objects.get(pk=line)
    assert (ordered.shipped, ordered.reserved, ordered.cancelled) == (dec(3), dec(6), dec(1))
    assert all_books() == []


def test_money_paid_ahead_settles_what_leaves(delivery: Delivery, line: int) -> None:
    delivery.pay(1000)
    [shipment] = delivery.request((line, 4))

    delivery.dispatch(shipment)

    assert delivery.debt == dec(-600)
    [item] = settlements.open_items(delivery.contract, delivery.at.date())
    assert item.open == dec(-600)
    assert all_books() == []


def test_a_shipment_leaves_once(delivery: Delivery, line: int) -> None:
    [shipment] = delivery.request((line, 4))
    delivery.dispatch(shipment)

    with pytest.raises(Refusal) as error:
        delivery.dispatch(shipment)

    assert codes(error) == ["shipping.already_dispatched"]
    assert delivery.debt == dec(400)


def test_every_line_has_to_be_counted(delivery: Delivery, firm: Firm, line: int) -> None:
    [other] = delivery.order((firm.product("6205", price=10, on_hand=9), 9))
    [shipment] = delivery.request((line, 4), (other, 2))

    with pytest.raises(Refusal) as error:
        delivery.dispatch(shipment, {line: 5, -1: 1})

    assert codes(error) == ["shipping.line_unknown", "shipping.not_counted", "shipping.more_than_asked"]
    with pytest.raises(Refusal) as error:
        delivery.dispatch(shipment, {line: -1, other: 2})
    assert codes(error) == ["shipping.less_than_nothing"]
    with pytest.raises(Refusal) as error:
        delivery.dispatch(shipment, {line: 0, other: 0})
    assert codes(error) == ["shipping.nothing_picked"]


def test_a_line_that_did_not_leave_costs_nothing_and_is_not_on_the_note(
    delivery: Delivery, firm: Firm, line: int
) -> None:
    [other] = delivery.order((firm.product("6205", price=10, on_hand=9), 9))
    [shipment] = delivery.request((line, 4), (other, 2))

    sent = delivery.dispatch(shipment, {line: 0, other: 2})

    assert sent.sum == dec(20)
    assert [(row.article, row.dispatched, row.sum) for row in shipments.lines(shipment)] == [
        ("6204", dec(0), dec(0)),
        ("6205", dec(2), dec(20)),
    ]
    assert all_books() == []


def test_the_buyer_takes_a_request_back_until_picking_begins(delivery: Delivery, line: int) -> None:
    first, second = delivery.request((line, 4)), delivery.request((line, 5))
    shipping.cancel(shipment=first[0], actor=delivery.alice, at=delivery.at)
    shipping.start_picking(shipment=second[0], actor=delivery.walter, at=delivery.at)

    with pytest.raises(Refusal) as error:
        shipping.cancel(shipment=second[0], actor=delivery.alice, at=delivery.at)

    assert codes(error) == ["shipping.picking_has_begun"]
    assert delivery.account.committed == dec(500)
    shipping.cancel(shipment=second[0], actor=delivery.walter, at=delivery.at)
    assert (delivery.account.committed, delivery.account.reserved) == (dec(0), dec(1000))
    assert all_books() == []


def test_what_was_taken_back_counts_for_nothing_in_the_next_request(delivery: Delivery, firm: Firm) -> None:
    [line] = delivery.order((firm.product("6208", price="3.33", on_hand=3), 3))
    Line.objects.filter(pk=line).update(sum=dec(10))  # as with a price net of tax: no third of it is whole
    [first] = delivery.request((line, 1))
    shipping.cancel(shipment=first, actor=delivery.alice, at=delivery.at)

    sums = [shipments.shipment(delivery.request((line, 1))[0]).sum for _ in range(3)]

    assert sums == [dec("3.33"), dec("3.34"), dec("3.33")]


def test_shipments_are_not_added_up_over_currencies(
    delivery: Delivery, firm: Firm, product: int, line: int, alice: int
) -> None:
    delivery.request((line, 1))
    other = firm.client("Малый", "7700000048", alice)
    theirs = replace(delivery, contract=other)
    theirs.request((theirs.order((firm.product("6205", price=50, on_hand=1), 1))[0], 1))
    assert shipments.all_shipments().part(Asked()).sums["sum"] == dec(150)

    Contract.objects.filter(pk=other).update(currency="EUR")
    assert shipments.all_shipments().part(Asked()).sums["sum"] is None
    assert [row.currency for row in shipments.all_shipments().all()] == ["EUR", "RUB"]


def test_picking_begins_once(delivery: Delivery, line: int) -> None:
    [shipment] = delivery.request((line, 4))
    shipping.start_picking(shipment=shipment, actor=delivery.walter, at=delivery.at)

    with pytest.raises(Refusal, match=r"shipping\.not_requested"):
        shipping.start_picking(shipment=shipment, actor=delivery.walter, at=delivery.at)

    assert [row.state for row in shipments.to_pick().only(warehouse=delivery.firm.moscow).all()] == ["picking"]


def test_a_cancelled_shipment_does_not_leave(delivery: Delivery, line: int) -> None:
    [shipment] = delivery.request((line, 4))
    shipping.cancel(shipment=shipment, actor=delivery.alice, at=delivery.at)

    with pytest.raises(Refusal, match=r"shipping\.is_cancelled"):
        delivery.dispatch(shipment)


def test_only_the_warehouse_sends_goods(delivery: Delivery, firm: Firm, line: int) -> None:
    [shipment] = delivery.request((line, 4))

    for actor in (delivery.alice, firm.person("fiona", "finance")):
        with pytest.raises(Refusal, match=r"accounts\.may_not"):
            shipping.dispatch(shipment=shipment, actor=actor, at=delivery.at)


def test_the_database_lets_staff_send_goods(delivery: Delivery, line: int) -> None:
    [shipment] = delivery.request((line, 4))

    with working_as(STAFF, user=delivery.walter):
        shipping.start_picking(shipment=shipment, actor=delivery.walter, at=delivery.at)
        delivery.dispatch(shipment)

    assert shipments.shipment(shipment).state == "dispatched"
    assert journal.entries(limit=1)[0].act == "shipping.dispatch"


def test_the_number_of_statements_does_not_grow_with_the_lines(delivery: Delivery) -> None:
    def requested(lines: int) -> list[int]:
        products = [delivery.firm.product(f"{lines}-{number}", price=10, on_hand=5) for number in range(lines)]
        return delivery.request(*((line, 1) for line in delivery.order(*((product, 2) for product in products))))

    few, many = requested(2), requested(30)

    with counted() as for_few:
        delivery.dispatch(few[0])
    with counted() as for_many:
        delivery.dispatch(many[0])

    assert len(for_many) == len(for_few)


def test_due_dates_follow_the_terms_of_the_day(delivery: Delivery, firm: Firm, alice: int, at: datetime) -> None:
    delivery.contract = firm.client("Малый", "7700000048", alice, deferral_days=10, deferral_kind="working")
    [line] = delivery.order((firm.product("6207", price=100, on_hand=1), 1))

    delivery.dispatch(delivery.request((line, 1))[0])

    [item] = settlements.open_items(delivery.contract, at.date())
    assert item.due_on == date(2026, 12, 7)
