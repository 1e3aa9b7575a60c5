"""A buyer asks for what he holds; the answer is yes, or every reason with its way out."""

from datetime import date, datetime, timedelta

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies import actions as companies
from optom.domain.companies.models import DeliveryAddress, Membership
from optom.domain.journal import events
from optom.domain.journal import queries as journal
from optom.domain.orders import actions as reservations
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.statements import counted
from tests.trade import Firm, dec


def reasons(error: pytest.ExceptionInfo[Refusal]) -> dict[str, Refusal]:
    return {reason.code: reason for reason in reasons_of(error.value)}


def test_a_request_commits_the_value_of_its_goods(delivery: Delivery) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=10), 10))

    [shipment] = delivery.request((line, 4))

    asked = shipments.shipment(shipment)
    assert (asked.state, asked.sum, asked.lines, asked.warehouse_name) == ("requested", dec(400), 1, "Москва")
    assert (delivery.account.committed, delivery.account.reserved, delivery.debt) == (dec(400), dec(1000), dec(0))
    assert all_books() == []


def test_each_warehouse_gets_its_own_shipment(delivery: Delivery) -> None:
    product = delivery.firm.product("6204", price=100, on_hand=3, kazan=7)
    [line] = delivery.order((product, 10))

    moscow, kazan = (shipments.shipment(one) for one in delivery.request((line, 8)))

    assert [(one.warehouse_name, one.sum) for one in (moscow, kazan)] == [("Москва", dec(300)), ("Казань", dec(500))]
    assert delivery.account.committed == dec(800)


def test_a_second_request_asks_where_goods_are_left(delivery: Delivery) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=3, kazan=7), 10))
    delivery.request((line, 3))

    [second] = delivery.request((line, 7))

    assert shipments.shipment(second).warehouse_name == "Казань"


def test_the_same_key_is_the_same_request(delivery: Delivery) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=10), 10))

    first = delivery.request((line, 4), key="pressed twice")

    assert delivery.request((line, 4), key="pressed twice") == first
    assert delivery.account.committed == dec(400)


def test_over_the_limit_the_buyer_is_told_what_to_pay(delivery: Delivery, firm: Firm, alice: int) -> None:
    delivery.contract = firm.client("Малый", "7700000048", alice, credit_limit=dec(1000))
    [line] = delivery.order((firm.product("6204", price=100, on_hand=50), 50))
    delivery.request((line, 6))

    with pytest.raises(Refusal) as error:
        delivery.request((line, 9))

    told = reasons(error)["credit.exceeded"].facts
    assert told == {
        "limit": dec(1000),
        "debt": dec(0),
        "committed": dec(600),
        "wanted": dec(900),
        "short": dec(500),
        "pay": dec(500),
    }
    delivery.pay(told["pay"])
    delivery.request((line, 9))
    assert delivery.account.headroom == 0


def test_overdue_debt_stops_shipments_until_it_is_paid(delivery: Delivery, at: datetime) -> None:
    lines = delivery.order((delivery.firm.product("6204", price=100, on_hand=10), 10))
    [first] = delivery.request((lines[0], 2))
    delivery.dispatch(first)
    delivery.at = at + timedelta(days=5)

    with pytest.raises(Refusal) as error:
        delivery.request((lines[0], 1))

    told = reasons(error)["credit.overdue"].facts
    assert told == {"overdue": dec(200), "since": at.date(), "days": 5, "pay": dec(200)}
    delivery.pay(200)
    assert delivery.request((lines[0], 1))


def test_all_reasons_are_told_at_once(delivery: Delivery, firm: Firm, alice: int) -> None:
    delivery.contract = firm.client("Малый", "7700000048", alice, credit_limit=dec(100), minimum_shipment=dec(5000))
    coming = firm.product("6205", price=10)
    firm.arrival(coming, 5, date(2026, 12, 1))
    here, later, gone = delivery.order(
        (firm.product("6204", price=100, on_hand=10), 10), (coming, 5), (firm.product("6206", price=1), 1)
    )
    Membership.objects.filter(user_id=alice).update(role="viewer")

    with pytest.raises(Refusal) as error:
        delivery.request((here, 3), (later, 2), (gone, 1), (-1, 1), address=-1)

    told = reasons(error)
    assert set(told) == {
        "companies.may_not",
        "shipping.not_on_stock_yet",
        "shipping.nothing_held",
        "orders.line_unknown",
        "shipping.address_unknown",
        "shipping.below_minimum",
        "credit.exceeded",
    }
    assert told["shipping.not_on_stock_yet"].facts["expected_on"] == date(2026, 12, 1)
    assert told["shipping.below_minimum"].facts["short"] == dec(4700)
    assert delivery.account.committed == 0


def test_a_preview_says_the_same_and_changes_nothing(delivery: Delivery, firm: Firm, alice: int) -> None:
    delivery.contract = firm.client("Малый", "7700000048", alice, credit_limit=dec(100))
    [line] = delivery.order((firm.product("6204", price=100, on_hand=10), 10))

    verdict = delivery.preview((line, 3))

    assert (verdict.sum, verdict.pay) == (dec(300), dec(200))
    assert [reason.code for reason in verdict.reasons] == ["credit.exceeded"]
    assert shipments.shipments(contract=delivery.contract).all() == []


def test_nothing_chosen_is_a_reason(delivery: Delivery) -> None:
    assert [reason.code for reason in delivery.preview().reasons] == ["shipping.nothing_chosen"]


def test_more_than_is_held_or_less_than_something_is_refused(delivery: Delivery) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=10), 10))
    delivery.request((line, 8))

    assert [reason.code for reason in delivery.preview((line, 3)).reasons] == ["shipping.nothing_held"]
    for too_little in (0, "0.0004"):
        refused = delivery.preview((line, too_little)).reasons
        assert [reason.code for reason in refused] == ["shipping.quantity_not_positive"]


def test_a_request_that_breaks_a_pack_is_told_what_would_do(delivery: Delivery) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=1, multiple=50, on_hand=500), 100))

    [refused] = delivery.preview((line, 70)).reasons
    assert (refused.code, refused.facts["pack"], refused.facts["suggest"]) == ("shipping.breaks_pack", 50, 50)
    [refused] = delivery.preview((line, 1)).reasons
    assert refused.facts["suggest"] == 50
    assert delivery.request((line, 50))


def test_the_rest_of_a_line_that_is_broken_itself_may_leave(delivery: Delivery) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=1, multiple=50, on_hand=50), 50))
    reservations.release(contract=delivery.contract, quantities={line: dec(20)}, actor=delivery.alice, at=delivery.at)

    assert [reason.code for reason in delivery.preview((line, 10)).reasons] == ["shipping.breaks_pack"]
    assert delivery.request((line, 30))


def test_who_may_order_any_quantity_may_ship_any(delivery: Delivery, firm: Firm, alice: int) -> None:
    delivery.contract = firm.client("Вольный", "7700000048", alice, pack_rule="free")
    [line] = delivery.order((firm.product("6204", price=1, multiple=50, on_hand=50), 50))

    assert delivery.request((line, 1))


def test_goods_go_to_the_companys_own_addresses_only(delivery: Delivery, firm: Firm, stranger: int) -> None:
    firm.client("Чужой", "7700000016", stranger)
    [line] = delivery.order((firm.product("6204", price=100, on_hand=10), 10))
    own, strange = (DeliveryAddress.objects.get(company__name=name).pk for name in ("Механик", "Чужой"))

    refused = delivery.preview((line, 1), address=strange).reasons
    assert [reason.code for reason in refused] == ["shipping.address_unknown"]
    [shipment] = delivery.request((line, 1), address=own)
    assert shipments.shipment(shipment).address_text == "Москва, Рабочая, 1"


def test_a_closed_contract_ships_nothing_new(delivery: Delivery) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=10), 10))
    companies.close_contract(contract=delivery.contract, reason="moved", actor=None, at=delivery.at)

    assert [reason.code for reason in delivery.preview((line, 1)).reasons] == ["companies.contract_closed"]


def test_a_stranger_asks_for_nothing_of_another(delivery: Delivery, stranger: int, strange_contract: int) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=10), 10))

    with pytest.raises(Refusal, match=r"companies\.may_not"):
        delivery.request((line, 1), actor=stranger)
    with working_as(BUYER, user=stranger), pytest.raises(Refusal, match=r"companies\.contract_unknown"):
        delivery.request((line, 1), actor=stranger)
    delivery.contract = strange_contract
    with pytest.raises(Refusal, match=r"orders\.line_unknown"):
        delivery.request((line, 1), actor=stranger)


def test_the_database_lets_a_buyer_ask_and_take_back(delivery: Delivery) -> None:
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=10), 10))

    with working_as(BUYER, user=delivery.alice):
        [shipment] = delivery.request((line, 4))
        shipping.cancel(shipment=shipment, actor=delivery.alice, at=delivery.at)

    assert shipments.shipment(shipment).state == "cancelled"
    assert all_books() == []


def _hears(facts: events.Facts, /, *, at: datetime) -> None:
    """Somebody listens."""


def test_a_request_is_journalled_and_announced(delivery: Delivery) -> None:
    events.on("shipping.requested")(_hears)
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=10), 10))

    [shipment] = delivery.request((line, 4))

    entry = journal.entries(limit=1)[0]
    assert (entry.act, entry.actor, entry.facts["shipments"]) == ("shipping.request", delivery.alice, [shipment])
    events.forget(_hears)
    assert journal.outbox().waiting == 1


def test_the_number_of_statements_does_not_grow_with_the_lines(delivery: Delivery) -> None:
    few, many = (
        delivery.order(*((delivery.firm.product(f"{size}-{number}", price=10, on_hand=5), 2) for number in range(size)))
        for size in (2, 30)
    )

    with counted() as for_few:
        delivery.request(*((line, 1) for line in few))
    with counted() as for_many:
        delivery.request(*((line, 1) for line in many))

    assert len(for_many) == len(for_few)
