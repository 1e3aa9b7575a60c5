"""People are told a working day before their reserves run out, once, unless they don't want to be."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from optom.domain.companies.models import Contract, Membership
from optom.domain.journal import actions as outbox
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from tests.domain.orders.reserves import Reserves
from tests.trade import Firm

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def line(firm: Firm, reserves: Reserves) -> int:
    """Held from Monday noon to Thursday noon."""
    return reserves.order((firm.product("6204", price=100, on_hand=10), 10))[0]


def letters(at: datetime) -> list[str]:
    """To whom the worker writes at a moment."""
    mail.outbox.clear()
    orders.warn(at=at)
    outbox.deliver(at=at)
    return sorted(one.to[0] for one in mail.outbox)


def test_a_letter_comes_a_working_day_before_and_once(reserves: Reserves, line: int) -> None:
    wednesday = reserves.at + 2 * DAY

    assert letters(wednesday - HOUR) == []
    assert letters(wednesday) == ["alice@example.org"]
    [letter] = mail.outbox
    assert "6204" in letter.body
    assert f"/c/{reserves.contract}/reserves/" in letter.body
    facts = Entry.objects.get(act="orders.warn").facts
    assert facts["named"]["articles"] == {str(line): "6204"}
    assert datetime.fromisoformat(facts["until"]) == reserves.at + 3 * DAY
    assert letters(wednesday + HOUR) == []


def test_what_runs_out_on_a_weekend_or_on_monday_morning_is_told_on_friday(firm: Firm, reserves: Reserves) -> None:
    thursday = reserves.at + 3 * DAY
    reserves.order((firm.product("6204", price=100, on_hand=10), 10), at=thursday)  # until Sunday noon

    assert letters(thursday + HOUR) == []
    assert letters(thursday + DAY) == ["alice@example.org"]


@pytest.mark.parametrize("hours", [-5, 8, 24 * 5])
def test_nobody_is_written_to_at_night_or_on_a_free_day(reserves: Reserves, line: int, hours: int) -> None:
    assert orders.warn(at=reserves.at + 2 * DAY + hours * HOUR) == 0


def test_who_extends_is_told_again_of_the_new_moment(reserves: Reserves, line: int) -> None:
    wednesday = reserves.at + 2 * DAY
    letters(wednesday)
    reserves.extend(line, at=wednesday)

    assert letters(wednesday + HOUR) == []
    assert letters(wednesday + 2 * DAY) == ["alice@example.org"]


def test_what_was_shipped_or_extended_before_the_letter_was_written_is_left_out(reserves: Reserves, line: int) -> None:
    wednesday = reserves.at + 2 * DAY
    orders.warn(at=wednesday)
    reserves.release((line, 10))
    mail.outbox.clear()

    outbox.deliver(at=wednesday)

    assert mail.outbox == []


def test_what_a_shipment_has_asked_for_does_not_run_out(reserves: Reserves, line: int) -> None:
    reserves.ask(line, 10)

    assert letters(reserves.at + 2 * DAY) == []


def test_those_are_written_to_who_may_order_and_want_it(firm: Firm, reserves: Reserves, line: int) -> None:
    company = Contract.objects.get(pk=reserves.contract).company_id
    bob, viewer, carol = (firm.person(name) for name in ("bob", "viewer", "carol"))
    for user, role in ((bob, "buyer"), (viewer, "viewer"), (carol, "buyer")):
        Membership.objects.create(company_id=company, user_id=user, role=role)
    orders.want_warnings(user=carol, wants=False)
    orders.want_warnings(user=carol, wants=False)

    assert letters(reserves.at + 2 * DAY) == ["alice@example.org", "bob@example.org"]


def test_who_has_switched_letters_off_can_have_them_again(reserves: Reserves, line: int) -> None:
    orders.want_warnings(user=reserves.actor, wants=False)
    orders.want_warnings(user=reserves.actor, wants=True)

    assert letters(reserves.at + 2 * DAY) == ["alice@example.org"]
