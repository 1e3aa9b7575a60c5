"""Two who accept at once: one quote becomes one order, and goods promised to both are given to one."""

from collections.abc import Callable
from typing import Any

import pytest

from optom.domain.companies.models import Terms
from optom.domain.orders.models import Line, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.quotes import actions as quotes
from optom.domain.quotes import queries
from optom.domain.quotes.actions import accepting
from optom.domain.stock.models import Balance
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import Unhindered, without_account_lock, without_any_lock
from tests.races.together import Meanwhile, met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bearing(delivery: Delivery) -> int:
    """Three of it stand."""
    return delivery.firm.product("6204", price=100, on_hand=3)


def quoted(buyer: Delivery, product: int, quantity: int) -> int:
    lines = [OrderLine(product, dec(quantity))]
    return quotes.issue_quote(contract=buyer.contract, lines=lines, key="q", actor=buyer.alice, at=buyer.at)


def accepting_of(buyer: Delivery, quote: int) -> Callable[[], quotes.Accepted]:
    return lambda: quotes.accept(contract=buyer.contract, quote=quote, actor=buyer.alice, at=buyer.at)


def accepted_twice(delivery: Delivery, bearing: int, patch: pytest.MonkeyPatch) -> list[Any]:
    quote = quoted(delivery, bearing, 1)
    patch.setattr(accepting, "_held", met_after(accepting._held))
    return together(accepting_of(delivery, quote), accepting_of(delivery, quote))


def test_without_the_account_s_lock_a_quote_is_accepted_twice_though_by_one_order(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_account_lock(monkeypatch)

    answers = accepted_twice(delivery, bearing, monkeypatch)

    assert [answer.is_new for answer in answers] == [True, True], "the harm: the journal tells of it twice"
    assert Order.objects.count() == 1, "the key of the order stands under it"


def test_who_accepts_second_is_led_to_the_order_of_the_first(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = accepted_twice(delivery, bearing, monkeypatch)

    assert refusals(answers) == []
    assert sorted(answer.is_new for answer in answers) == [False, True]
    assert {answer.order for answer in answers} == {Order.objects.get().pk}


def test_goods_promised_to_two_are_given_to_one_and_the_other_is_shown_what_has_moved(
    delivery: Delivery, bob: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_alice, of_bob = quoted(delivery, bearing, 2), quoted(bob, bearing, 2)
    monkeypatch.setattr(queries, "difference", met_after(queries.difference))

    answers = together(accepting_of(delivery, of_alice), accepting_of(bob, of_bob))

    assert refusals(answers) == ["quotes.moved"]
    assert Balance.objects.get(product_id=bearing).held == 2
    assert [(line.ordered, line.reserved) for line in Line.objects.all()] == [(2, 2)]
    assert all_books() == []


def test_without_the_look_after_the_locks_the_second_is_given_a_wait_that_nobody_told_him_of(
    delivery: Delivery, bob: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_alice, of_bob = quoted(delivery, bearing, 2), quoted(bob, bearing, 2)
    monkeypatch.setattr(queries, "difference", met_after(queries.difference))
    monkeypatch.setattr(accepting, "_require_goods", lambda *_given: None)

    answers = together(accepting_of(delivery, of_alice), accepting_of(bob, of_bob))

    assert refusals(answers) == []
    assert sorted(Line.objects.values_list("reserved", flat=True)) == [1, 2], "the harm: one waits unasked"


@pytest.mark.parametrize("is_guarded", [False, True], ids=["unguarded", "guarded"])
def test_a_quote_is_held_and_accepted_at_once_by_one_order(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch, *, is_guarded: bool
) -> None:
    Terms.objects.update(quote_holds=True)
    quote = quoted(delivery, bearing, 1)

    def hold() -> int:
        return quotes.hold(contract=delivery.contract, quote=quote, actor=delivery.alice, at=delivery.at)

    other: Any = Meanwhile(hold) if is_guarded else Unhindered(hold)
    if not is_guarded:
        without_any_lock(monkeypatch)
    monkeypatch.setattr(accepting, "_held", other.after(accepting._held))

    accepting_of(delivery, quote)()

    held = other.answer() if is_guarded else other.answer
    assert refusals([held]) == (["quotes.over"] if is_guarded else [])
    assert Order.objects.count() == (1 if is_guarded else 2)
