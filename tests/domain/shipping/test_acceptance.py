"""What has come is counted by the buyer; what is not as it should be is kept; silence is consent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.companies.models import DeliveryAddress, Terms
from optom.domain.journal.models import Entry
from optom.domain.orders.models import Line
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping.models import Discrepancy, Shipment
from optom.domain.shipping.rules import Arrived, SentLine, accepted_of, discrepancies
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.trade import dec

counts = st.decimals(min_value=0, max_value=1000, places=3)


@pytest.fixture
def lines(delivery: Delivery) -> list[int]:
    firm = delivery.firm
    wanted = [(firm.product("6204", price=100, on_hand=10), 10), (firm.product("6205", price=50, on_hand=10), 4)]
    return delivery.order(*wanted)


@pytest.fixture
def sent(delivery: Delivery, lines: list[int]) -> int:
    """Ten and four were sent to the buyer's address."""
    address = DeliveryAddress.objects.get().pk
    [shipment] = delivery.request((lines[0], 10), (lines[1], 4), address=address)
    delivery.dispatch(shipment)
    return shipment


def stage(shipment: int) -> str:
    return shipments.shipment(shipment).stage


def test_what_is_sent_is_on_its_way_until_somebody_says_that_it_came(delivery: Delivery, sent: int) -> None:
    shipping.track(
        shipment=sent, carrier="СДЭК", number="15", url="https://cdek.ru/15", actor=delivery.walter, at=delivery.at
    )
    assert stage(sent) == "on_way"
    assert shipments.shipment(sent).tracking_url == "https://cdek.ru/15"

    shipping.deliver(shipment=sent, on=delivery.at.date(), actor=delivery.walter, at=delivery.at)
    found = shipments.shipment(sent)
    assert (found.stage, found.accept_until) == ("delivered", delivery.at.date() + timedelta(days=3))


def test_what_is_picked_up_is_with_the_buyer_at_once(delivery: Delivery, lines: list[int]) -> None:
    [shipment] = delivery.request((lines[0], 1))
    delivery.dispatch(shipment)

    assert stage(shipment) == "delivered"


def test_all_that_came_whole_is_accepted(delivery: Delivery, lines: list[int], sent: int) -> None:
    arrived = {lines[0]: Arrived(dec(10)), lines[1]: Arrived(dec(4))}
    assert shipping.accept(shipment=sent, arrived=arrived, actor=delivery.alice, at=delivery.at) == []

    assert stage(sent) == "accepted"
    assert list(Line.objects.order_by("id").values_list("accepted", flat=True)) == [dec(10), dec(4)]
    assert all_books() == []


def test_shortage_surplus_and_damage_are_kept_and_told(delivery: Delivery, lines: list[int], sent: int) -> None:
    arrived = {lines[0]: Arrived(dec(9), dec(2), "вмятины"), lines[1]: Arrived(dec(5))}
    shipping.accept(shipment=sent, arrived=arrived, actor=delivery.alice, at=delivery.at)

    found = {(row.article, row.kind): row.quantity for row in shipments.discrepancies_of(sent)}
    assert found == {("6204", "shortage"): dec(1), ("6204", "damage"): dec(2), ("6205", "surplus"): dec(1)}
    assert stage(sent) == "disputed"
    assert list(Line.objects.order_by("id").values_list("accepted", flat=True)) == [dec(7), dec(4)]
    told = Entry.objects.get(act="shipping.accept").facts
    assert told["discrepancies"] == {"damage": 1, "shortage": 1, "surplus": 1}
    assert all_books() == []


def test_it_is_answered_once(delivery: Delivery, lines: list[int], sent: int) -> None:
    arrived = {line: Arrived(dec(0)) for line in lines}
    shipping.accept(shipment=sent, arrived=arrived, actor=delivery.alice, at=delivery.at)

    with pytest.raises(Refusal, match="already_accepted"):
        shipping.accept(shipment=sent, arrived=arrived, actor=delivery.alice, at=delivery.at)
    with pytest.raises(Refusal, match="already_accepted"):
        shipping.deliver(shipment=sent, on=delivery.at.date(), actor=delivery.walter, at=delivery.at)


@pytest.mark.parametrize(
    ("arrived", "code"),
    [
        (Arrived(dec(-1)), "shipping.count_wrong"),
        (Arrived(dec(3), dec(4), "бой"), "shipping.count_wrong"),
        (Arrived(dec(10), dec(1)), "shipping.damage_unsaid"),
        (Arrived(dec(10), dec(1), "ы" * 301), "input.too_long"),
    ],
)
def test_a_count_that_cannot_be_is_refused_in_its_field(
    delivery: Delivery, lines: list[int], sent: int, arrived: Arrived, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        shipping.accept(
            shipment=sent,
            arrived={lines[0]: arrived, lines[1]: Arrived(dec(4))},
            actor=delivery.alice,
            at=delivery.at,
        )
    assert refused.value.code == code
    assert refused.value.facts["field"][1:] == str(lines[0])
    assert Shipment.objects.get(pk=sent).accepted_at is None


def test_lines_are_counted_all_and_no_others(delivery: Delivery, lines: list[int], sent: int) -> None:
    with pytest.raises(Refusal, match="line_unknown"):
        shipping.accept(shipment=sent, arrived={999: Arrived(dec(1))}, actor=delivery.alice, at=delivery.at)
    with pytest.raises(Refusal, match="not_counted"):
        shipping.accept(shipment=sent, arrived={lines[0]: Arrived(dec(1))}, actor=delivery.alice, at=delivery.at)


def test_who_may_not_ship_answers_nothing_and_a_buyer_marks_no_delivery(
    delivery: Delivery, lines: list[int], sent: int
) -> None:
    stranger = delivery.firm.person("stranger")
    arrived = {lines[0]: Arrived(dec(10)), lines[1]: Arrived(dec(4))}
    with pytest.raises(Refusal, match=r"companies\.may_not"):
        shipping.accept(shipment=sent, arrived=arrived, actor=stranger, at=delivery.at)
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        shipping.deliver(shipment=sent, on=delivery.at.date(), actor=delivery.alice, at=delivery.at)
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        shipping.track(shipment=sent, carrier="", number="", url="", actor=delivery.alice, at=delivery.at)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "cdek.ru/15", "https://", "data:text/html,x", "http://["])
def test_the_address_of_tracking_leads_to_a_page(delivery: Delivery, sent: int, url: str) -> None:
    with pytest.raises(Refusal, match="url_wrong"):
        shipping.track(shipment=sent, carrier="", number="", url=url, actor=delivery.walter, at=delivery.at)


@pytest.mark.parametrize("on", [date(2026, 11, 22), date(2026, 11, 24)])
def test_nothing_comes_before_it_left_or_tomorrow(delivery: Delivery, sent: int, on: date) -> None:
    with pytest.raises(Refusal, match="delivered_when"):
        shipping.deliver(shipment=sent, on=on, actor=delivery.walter, at=delivery.at)


def test_what_has_not_left_is_neither_delivered_nor_accepted(delivery: Delivery, lines: list[int]) -> None:
    [shipment] = delivery.request((lines[0], 1))
    with pytest.raises(Refusal, match="not_dispatched"):
        shipping.deliver(shipment=shipment, on=delivery.at.date(), actor=delivery.walter, at=delivery.at)
    with pytest.raises(Refusal, match="not_dispatched"):
        shipping.accept(shipment=shipment, arrived={}, actor=delivery.alice, at=delivery.at)


def test_unanswered_for_the_days_of_the_terms_it_counts_as_accepted(delivery: Delivery, sent: int) -> None:
    Terms.objects.update(acceptance_days=5)
    shipping.deliver(shipment=sent, on=delivery.at.date(), actor=delivery.walter, at=delivery.at)

    assert shipping.accept_unanswered(at=delivery.at + timedelta(days=5)) == 0, "the fifth day is his still"
    assert shipping.accept_unanswered(at=delivery.at + timedelta(days=6)) == 1
    found = shipments.shipment(sent)
    assert (found.stage, found.accepted_by) == ("accepted", None)
    assert not Discrepancy.objects.exists()
    assert shipping.accept_unanswered(at=delivery.at + timedelta(days=7)) == 0
    assert all_books() == []


def test_the_books_notice_more_accepted_than_shipped_and_a_wrong_count(
    delivery: Delivery, lines: list[int], sent: int
) -> None:
    arrived = {lines[0]: Arrived(dec(9)), lines[1]: Arrived(dec(4))}
    shipping.accept(shipment=sent, arrived=arrived, actor=delivery.alice, at=delivery.at)

    Line.objects.filter(pk=lines[0]).update(accepted=dec(11))
    assert [fault.subject for fault in shipments.broken_books()] == [f"orders.line:{lines[0]}"]
    Line.objects.filter(pk=lines[0]).update(accepted=dec(9))
    from optom.domain.shipping.models import ShipmentLine  # noqa: PLC0415 -- only here

    ShipmentLine.objects.filter(order_line_id=lines[0]).update(accepted=dec(10))
    assert {fault.subject for fault in shipments.broken_books()} == {
        f"orders.line:{lines[0]}",
        f"shipping.shipment:{sent}",
    }


@given(sent=counts, came=counts, damaged=counts)
def test_no_more_is_accepted_than_was_sent_and_every_difference_is_named(
    sent: Decimal, came: Decimal, damaged: Decimal
) -> None:
    line, arrived = SentLine(1, "6204", sent), Arrived(came, min(damaged, came), "бой")
    accepted = accepted_of(line, arrived)
    found = {one.kind: one.quantity for one in discrepancies(line, arrived)}

    assert 0 <= accepted <= sent
    assert came == sent - found.get("shortage", 0) + found.get("surplus", 0)
    assert accepted == min(came - found.get("damage", Decimal(0)), sent)
