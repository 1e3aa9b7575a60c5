"""Two acts on the same reserves: goods are given once, moved once, split once, and no limit is overrun.

Each race is run without its guard first: the harm is there. Then with it: it is not.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from optom.domain.companies import actions as people
from optom.domain.companies.models import Contract, Membership
from optom.domain.credit import actions as credit
from optom.domain.orders import actions as orders
from optom.domain.orders import spending as month
from optom.domain.orders.actions import reservations
from optom.domain.orders.models import Line
from optom.domain.stock import actions as stock
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import Unhindered, without_account_lock, without_any_lock, without_locks
from tests.races.together import met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


moving: Any = sys.modules["optom.domain.orders.actions.moving"]
splitting: Any = sys.modules["optom.domain.orders.actions.splitting"]


def without_line_locks(patch: pytest.MonkeyPatch) -> None:
    without_account_lock(patch)
    without_locks(patch, reservations._sql, "lock_lines")


# --- one line, moved and given back


@pytest.fixture
def other(delivery: Delivery) -> Delivery:
    """Another contract of Mechanic's."""
    company = Contract.objects.get(pk=delivery.contract).company_id
    return replace(delivery, contract=delivery.firm.contract(company, "119"))


def moved(source: Delivery, target: Delivery, line: int, quantity: int, who: int | None = None) -> Callable[[], Any]:
    facts: dict[str, Any] = {"actor": who or source.alice, "at": source.at, "key": f"k{line}"}
    quantities = {line: dec(quantity)}
    return lambda: orders.move(contract=source.contract, target=target.contract, quantities=quantities, **facts)


def moved_and_released(delivery: Delivery, other: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    """Both have read that five are held."""
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=5), 5))
    met = met_after(reservations.lines_of)
    patch.setattr(moving, "lines_of", met)
    patch.setattr(reservations, "lines_of", met)
    facts: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    return together(moved(delivery, other, line, 5), lambda: orders.release(quantities={line: dec(5)}, **facts))


def test_without_locks_a_line_gives_its_goods_twice(
    delivery: Delivery, other: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who releases has read that five are held; then they are moved."""
    without_any_lock(monkeypatch)
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=5), 5))
    going = Unhindered(moved(delivery, other, line, 5))
    monkeypatch.setattr(stock, "lock_holds", going.after(stock.lock_holds))
    facts: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}

    released = together(lambda: orders.release(quantities={line: dec(5)}, **facts))

    assert refusals([*released, going.answer]) == ["IntegrityError"], "the harm: he breaks, and is not told why"


def test_a_line_moved_and_released_at_once_gives_its_goods_once(
    delivery: Delivery, other: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusals(moved_and_released(delivery, other, monkeypatch)) == ["orders.nothing_held"]
    assert Line.objects.order_by("id")[0].cancelled == 5
    assert all_books() == []


# --- two contracts, two moves in opposite directions


def opposite_moves(delivery: Delivery, other: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    """Each has locked its first contract before it asks for the second."""
    product = delivery.firm.product("6204", price=100, on_hand=20)
    [mine], [theirs] = delivery.order((product, 5)), other.order((product, 5))
    patch.setattr(credit, "lock", met_after(credit.lock))
    return together(moved(delivery, other, mine, 3), moved(other, delivery, theirs, 3))


def test_moves_that_lock_their_own_contract_first_wait_for_each_other_for_ever(
    delivery: Delivery, other: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "sorted", list, raising=False)

    answers = refusals(opposite_moves(delivery, other, monkeypatch))
    assert set(answers) == {"credit.busy"}, "the harm: a circle that the database has to break"


def test_two_moves_in_opposite_directions_are_both_done(
    delivery: Delivery, other: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusals(opposite_moves(delivery, other, monkeypatch)) == []
    assert all_books() == []


def test_two_moves_in_opposite_directions_within_a_months_limit_are_both_done(
    delivery: Delivery, other: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    Membership.objects.filter(user_id=delivery.alice).update(month_limit=dec(10_000))
    monkeypatch.setattr(people, "lock_spending", met_after(people.lock_spending))

    assert refusals(opposite_moves(delivery, other, monkeypatch)) == []
    assert all_books() == []


# --- one person, two moves that cost more, one month's limit


def dearer_moves(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    """Bob moves goods that he has ordered twice into a contract that pays 600 more, and may spend a thousand more."""
    company = Contract.objects.get(pk=delivery.contract).company_id
    bob = delivery.firm.person("bob")
    Membership.objects.create(company_id=company, user_id=bob, role="buyer")
    cheap, dear = (
        [replace(delivery, contract=delivery.firm.contract(company, f"{place}{n}", discount=discount)) for n in (1, 2)]
        for place, discount in (("c", 50), ("d", 0))
    )
    product = delivery.firm.product("6204", price=100, on_hand=50)
    lines = [replace(one, alice=bob).order((product, 12))[0] for one in cheap]
    Membership.objects.filter(user_id=bob).update(month_limit=dec(2 * 600 + 1000))
    patch.setattr(month, "spent", met_after(month.spent))
    return together(*[moved(*facts, 12, bob) for facts in zip(cheap, dear, lines, strict=True)])


def test_without_the_lock_two_moves_overrun_one_months_limit(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "lock_spending", lambda **_given: None)

    assert refusals(dearer_moves(delivery, monkeypatch)) == [], "the harm: 1200 more were spent"


def test_two_moves_that_cost_more_over_one_months_limit(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusals(dearer_moves(delivery, monkeypatch)) == ["orders.more_over_month_limit"]
    assert all_books() == []


# --- one button pressed twice


def split_twice(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    """Both have asked whether the key is used already."""
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=5), 5))
    patch.setattr(splitting, "known", met_after(splitting.known))
    facts: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    return together(*[lambda: orders.split(quantities={line: dec(2)}, key="k", **facts)] * 2)


def test_without_locks_one_button_pressed_twice_would_split_twice(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_line_locks(monkeypatch)

    assert refusals(split_twice(delivery, monkeypatch)) == ["IntegrityError"], "the harm: only the key stops it"


def test_one_button_pressed_twice_splits_once(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = split_twice(delivery, monkeypatch)

    assert first == second
    assert Line.objects.count() == 2
    assert all_books() == []


# --- the rest is cancelled while a part leaves


def cancelled_and_sent(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    """Half a kilogram of 0.8 leaves while the rest is cancelled; both have read the line.

    All of it costs 0.84, so the half is worth 0.53 and the rest 0.32: a kopeck more than both.
    """
    grease = delivery.firm.product("LGMT 2", price="1.05", on_hand="0.8", multiple="0.1")
    [line] = delivery.order((grease, "0.8"))
    [shipment] = delivery.request((line, "0.5"))
    met = met_after(reservations.lines_of)
    patch.setattr(reservations, "lines_of", met)
    facts: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    return together(lambda: delivery.dispatch(shipment), lambda: orders.cancel(lines=[line], **facts))


def test_without_locks_a_kopeck_stays_held_for_ever(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    without_line_locks(monkeypatch)

    assert refusals(cancelled_and_sent(delivery, monkeypatch)) == []
    assert delivery.account.reserved == dec("0.01"), "the harm: held, and no line holds it"


def test_what_is_cancelled_while_the_rest_is_sent_leaves_nothing_held(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusals(cancelled_and_sent(delivery, monkeypatch)) == []
    line = Line.objects.get()
    assert (line.reserved, line.shipped, line.cancelled) == (0, dec("0.5"), dec("0.3"))
    assert delivery.account.reserved == 0
    assert all_books() == []
