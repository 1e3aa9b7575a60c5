"""Goods on their way that do not come: who was promised them waits again at his own place, and is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from optom.base.refusal import Refusal
from optom.domain.journal import actions as outbox
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as goods
from tests.domain.orders.reserves import Reserves, codes, quantities
from tests.statements import counted
from tests.trade import Firm, dec

DAY = timedelta(days=1)


@pytest.fixture
def theirs(strange_contract: int, stranger: int, reserves: Reserves) -> Reserves:
    """Somebody else who orders the same goods."""
    return Reserves(strange_contract, stranger, reserves.at)


def test_who_was_promised_goods_that_do_not_come_waits_again_before_who_came_later(
    firm: Firm, reserves: Reserves, theirs: Reserves
) -> None:
    bearing = firm.product("6204", price=100, on_hand=4)
    boss, soon = firm.person("boss", "director"), reserves.at.date() + 5 * DAY
    arrival = firm.arrival(bearing, 10, soon)
    [first] = reserves.order((bearing, 9))
    [second] = theirs.order((bearing, 8))
    assert (quantities(first)["reserved"], quantities(second)["reserved"]) == (9, 5)
    mail.outbox.clear()

    assert orders.call_off(arrivals=[arrival], actor=boss, at=reserves.at) == 2

    assert quantities(first) == {"ordered": 9, "reserved": 4, "waiting": 5}
    assert quantities(second) == {"ordered": 8, "waiting": 8}
    assert (reserves.value, theirs.value) == (dec(400), 0)
    assert [hold.arrival for hold in goods.holds_of([first, second])] == [None]
    [entry] = Entry.objects.filter(act="orders.lose", facts__contract=reserves.contract)
    assert (entry.actor_id, entry.facts["named"]["articles"]) == (boss, {str(first): "6204"})

    outbox.deliver(at=reserves.at)
    letters = {one.to[0]: one.body for one in mail.outbox}
    assert "6204" in letters["alice@example.org"]
    assert f"/c/{reserves.contract}/reserves/" in letters["alice@example.org"]
    assert len(letters) == 2

    firm.arrival(bearing, 7, soon)
    orders.serve_waiting(at=reserves.at)
    assert (quantities(first)["reserved"], quantities(second)["reserved"]) == (9, 2)


def test_what_has_come_of_an_arrival_stays_and_the_rest_is_called_off_once(firm: Firm, reserves: Reserves) -> None:
    bearing = firm.product("6204", price=100)
    arrival = firm.arrival(bearing, 10, reserves.at.date() + DAY)
    [line] = reserves.order((bearing, 10))
    stock.receive(arrival=arrival, quantity=dec(6), is_whole=False, at=reserves.at)

    orders.call_off(arrivals=[arrival], actor=None, at=reserves.at)

    assert quantities(line) == {"ordered": 10, "reserved": 6, "waiting": 4}
    with pytest.raises(Refusal) as refused:
        orders.call_off(arrivals=[arrival], actor=None, at=reserves.at)
    assert codes(refused) == ["stock.arrival_unknown"]


def test_who_may_not_announce_calls_nothing_off(firm: Firm, reserves: Reserves) -> None:
    arrival = firm.arrival(firm.product("6204", price=100), 10, reserves.at.date() + DAY)

    for user in (firm.person("walter", "warehouse"), reserves.actor):
        with pytest.raises(Refusal) as refused:
            orders.call_off(arrivals=[arrival], actor=user, at=reserves.at)
        assert codes(refused) == ["accounts.may_not"]


def test_a_promise_that_was_made_meanwhile_is_not_broken_behind_the_back_of_its_line(
    firm: Firm, reserves: Reserves
) -> None:
    bearing = firm.product("6204", price=100)
    arrival = firm.arrival(bearing, 10, reserves.at.date() + DAY)
    [line] = reserves.order((bearing, 3))

    with pytest.raises(Refusal) as refused, transaction.atomic():
        stock.call_off(arrivals=[arrival], owners=[], actor=None, at=reserves.at)

    assert codes(refused) == ["stock.busy"]
    assert quantities(line)["reserved"] == 3


def test_many_arrivals_are_called_off_by_as_many_statements_as_one(firm: Firm, reserves: Reserves) -> None:
    sent = []
    for count in (1, 12):
        products = [firm.product(f"A-{count}-{place}", price=100) for place in range(count)]
        arrivals = [firm.arrival(one, 5, reserves.at.date() + DAY) for one in products]
        reserves.order(*((one, 5) for one in products))
        with counted() as said:
            orders.call_off(arrivals=arrivals, actor=None, at=reserves.at)
        sent.append(len(said))

    assert sent[0] == sent[1] <= 14
