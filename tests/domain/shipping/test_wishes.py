"""When goods may leave, how, and who takes them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.refusal import Refusal, reasons_of
from optom.base.working_days import is_working_day
from optom.domain.companies.models import DeliveryAddress, Terms
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping.rules import (
    Authority,
    Hours,
    Wished,
    earliest_on,
    objections_to_authority,
    objections_to_wish,
)
from optom.domain.stock import actions as stock
from tests.domain.shipping.deliveries import Delivery
from tests.trade import dec

MONDAY, TUESDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 28)
MOSCOW = ZoneInfo("Europe/Moscow")
NOON = datetime(2026, 11, 23, 12, tzinfo=MOSCOW)
FRIDAY_EVENING = datetime(2026, 11, 27, 18, tzinfo=MOSCOW)
PAPER = Authority("Зайцев П. И.", "attorney", "14", until=date(2026, 11, 30))


def codes(reasons: list[Refusal]) -> list[str]:
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("now", "cut_off", "day"),
    [
        (NOON, time(15), MONDAY),
        (NOON, time(12), TUESDAY),  # at the stroke of the hour it is too late
        (NOON, None, MONDAY),
        (FRIDAY_EVENING, time(16), date(2026, 11, 30)),
        (datetime(2026, 11, 28, 9, tzinfo=MOSCOW), time(16), date(2026, 11, 30)),
        (datetime(2026, 12, 31, 9, tzinfo=MOSCOW), time(16), date(2027, 1, 11)),  # over the holidays of the new year
    ],
)
def test_after_the_cut_off_goods_leave_on_the_next_working_day(now: datetime, cut_off: time | None, day: date) -> None:
    assert earliest_on(now, cut_off) == day


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.times(), st.times() | st.none())
def test_the_earliest_day_is_a_working_day_and_not_over(today: date, hour: time, cut_off: time | None) -> None:
    now = datetime.combine(today, hour, tzinfo=MOSCOW)
    first = earliest_on(now, cut_off)

    assert is_working_day(first)
    assert now.date() <= first <= now.date() + timedelta(days=12)
    assert objections_to_wish(Wished(first), [Hours(1, "Москва", cut_off)], now) == []
    if first > now.date():
        assert objections_to_wish(Wished(first - timedelta(days=1)), [Hours(1, "Москва", cut_off)], now)


def test_each_warehouse_that_is_not_ready_by_the_wished_day_says_so() -> None:
    places = [Hours(1, "Москва", time(15)), Hours(2, "Казань", time(10))]
    [reason] = objections_to_wish(Wished(MONDAY), places, NOON)

    assert (reason.code, reason.facts["warehouse_name"], reason.facts["earliest"]) == (
        "shipping.too_early",
        "Казань",
        TUESDAY,
    )


@pytest.mark.parametrize(
    ("wished", "code"),
    [
        (Wished(SATURDAY), "shipping.day_off"),
        (Wished(date(2026, 11, 20)), "shipping.too_early"),
        (Wished(date(2027, 6, 1)), "shipping.too_far"),
        (Wished(None, time(9)), "shipping.window_without_day"),
        (Wished(TUESDAY, time(14), time(10)), "shipping.window_wrong"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(wished: Wished, code: str) -> None:
    assert codes(objections_to_wish(wished, [Hours(1, "Москва", None)], NOON)) == [code]


@pytest.mark.parametrize(
    ("authority", "expected"),
    [
        (PAPER, []),
        (None, []),
        (Authority("Директор", "passport", "45 11 123456"), []),
        (Authority("", "attorney", "", None), ["of_nobody", "without_number", "without_end"]),
        (Authority("Зайцев", "bribe", "1", date(2026, 12, 1)), ["unknown"]),
        (Authority("Зайцев", "attorney", "1", date(2026, 11, 22)), ["too_short"]),
    ],
)
def test_an_authority_is_checked_field_by_field(authority: Authority | None, expected: list[str]) -> None:
    found = objections_to_authority(authority, is_pickup=True, leaves_on=MONDAY)

    assert codes(found) == [f"shipping.authority_{one}" for one in expected]
    assert all(reason.facts["field"] for reason in found)


@pytest.fixture
def lines(delivery: Delivery) -> list[int]:
    firm = delivery.firm
    return delivery.order((firm.product("6204", price=100, on_hand=5, kazan=5), 8))


def ask(delivery: Delivery, line: int, **asked: object) -> list[int]:
    facts: dict[str, object] = {"address": None, "key": "wish", "actor": delivery.alice, "at": delivery.at, **asked}
    return shipping.request(contract=delivery.contract, lines=[(line, dec(8))], **facts)  # type: ignore[arg-type]


def test_what_was_wished_and_who_comes_is_shown_to_the_warehouse(delivery: Delivery, lines: list[int]) -> None:
    wished = Wished(TUESDAY, time(10), time(14))
    first = shipments.shipment(ask(delivery, lines[0], wished=wished, authority=PAPER)[0])

    assert (first.wished_on, first.wished_from, first.wished_until) == (TUESDAY, time(10), time(14))
    assert first.authority == PAPER
    note = delivery.dispatch(first.id)
    from optom.domain.documents.models import Paper  # noqa: PLC0415 -- only here

    said = Paper.objects.get(pk=note.paper or 0).payload["authority"]
    assert said == "Зайцев П. И., доверенность № 14 до 30.11.2026"


def test_two_warehouses_make_two_shipments_each_with_its_own_earliest_day(delivery: Delivery, lines: list[int]) -> None:
    stock.set_cut_off(warehouse=delivery.firm.kazan, cut_off=time(10), actor=delivery.walter, at=delivery.at)
    stock.set_cut_off(warehouse=delivery.firm.moscow, cut_off=time(15), actor=delivery.walter, at=delivery.at)

    verdict = delivery.preview((lines[0], 8))
    assert [(one.place.name, one.earliest_on, one.sum) for one in verdict.departures] == [
        ("Москва", MONDAY, dec("500.00")),
        ("Казань", TUESDAY, dec("300.00")),
    ]
    with pytest.raises(Refusal) as refused:
        ask(delivery, lines[0], wished=Wished(MONDAY))
    assert "shipping.too_early" in codes(list(reasons_of(refused.value)))
    made = [shipments.shipment(one).earliest_on for one in ask(delivery, lines[0])]
    assert made == [MONDAY, TUESDAY]


def test_the_terms_say_which_ways_are_open(delivery: Delivery, lines: list[int]) -> None:
    address = DeliveryAddress.objects.get().pk
    Terms.objects.update(delivery="pickup")
    with pytest.raises(Refusal, match="way_not_allowed"):
        ask(delivery, lines[0], address=address)
    Terms.objects.update(delivery="delivery")
    with pytest.raises(Refusal, match="way_not_allowed"):
        ask(delivery, lines[0])
    assert ask(delivery, lines[0], address=address)


def test_who_comes_can_be_named_until_the_goods_leave_by_the_buyer_alone(delivery: Delivery, lines: list[int]) -> None:
    [shipment, _] = ask(delivery, lines[0])
    shipping.name_taker(shipment=shipment, authority=PAPER, actor=delivery.alice, at=delivery.at)
    assert shipments.shipment(shipment).authority == PAPER

    stranger = delivery.firm.person("stranger")
    with pytest.raises(Refusal, match=r"companies\.may_not"):
        shipping.name_taker(shipment=shipment, authority=PAPER, actor=stranger, at=delivery.at)
    with pytest.raises(Refusal, match="of_nobody"):
        shipping.name_taker(shipment=shipment, authority=Authority(""), actor=delivery.alice, at=delivery.at)
    delivery.dispatch(shipment)
    with pytest.raises(Refusal, match="already_dispatched"):
        shipping.name_taker(shipment=shipment, authority=PAPER, actor=delivery.alice, at=delivery.at)


def test_hours_are_set_by_the_warehouse_and_not_by_a_buyer(delivery: Delivery) -> None:
    facts = {"warehouse": delivery.firm.moscow, "cut_off": time(15), "at": delivery.at}
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        stock.set_cut_off(**facts, actor=delivery.alice)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"stock\.warehouse_unknown"):
        stock.set_cut_off(**{**facts, "warehouse": 999}, actor=delivery.walter)  # type: ignore[arg-type]
