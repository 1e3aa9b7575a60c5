"""A purchase whose price and day hardly moved goes on by itself; of any other a person says what becomes, and why."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.journal.models import Entry
from optom.domain.orders.models import Line
from optom.domain.purchasing import actions, queries
from optom.domain.purchasing.actions import Agreed
from optom.domain.purchasing.models import Need, Purpose, SupplierLine, SupplierOrder
from optom.domain.purchasing.rules import Doubt, Said, Tolerance, doubts
from optom.domain.stock.models import Arrival, Hold
from optom.domain.suppliers.models import Terms
from tests.domain.orders.reserves import Reserves
from tests.trade import dec

from .buying import Buying, shown
from .test_best_offers import offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(buying: Buying, bearing: int, contract: int, alice: int) -> SupplierLine:
    """Seven bearings for Alice, sent to the supplier who has them in five days."""
    Terms.objects.update(lead_days=5)
    buying.ask(contract, alice, bearing, 7)
    [sent] = buying.send()
    return sent


def of(buying: Buying, line: SupplierLine) -> dict[str, Any]:
    """A line of which Paula says what becomes."""
    return {"order": line.order_id, "lines": [line.pk], "actor": buying.paula, "at": buying.at}


def test_a_price_within_the_tolerance_goes_on_by_itself(buying: Buying, line: SupplierLine) -> None:
    assert buying.confirm((line, 7, "103", 7)) == 0
    assert Arrival.objects.get().quantity == 7


def test_a_price_beyond_it_waits_for_a_persons_word(buying: Buying, line: SupplierLine) -> None:
    assert buying.confirm((line, 7, "103.01", 8)) == 1
    assert not Arrival.objects.exists()
    assert SupplierLine.objects.get().doubt == "price day"
    assert shown(queries.orders(), line.order_id).state == "doubted"
    actions.measure_needs(at=buying.at)
    assert not Need.objects.exists(), "it may come yet"


def test_a_suppliers_own_tolerance_counts_before_the_common_one(buying: Buying, line: SupplierLine) -> None:
    agreed = Agreed(tolerance_percent=dec(10), tolerance_days=0)
    actions.agree(supplier=line.order.supplier_id, agreed=agreed, actor=buying.paula, at=buying.at)
    assert buying.confirm((line, 7, "109", 6)) == 1
    assert SupplierLine.objects.get().doubt == "day"


def test_what_is_accepted_comes_for_whom_it_was_bought(buying: Buying, line: SupplierLine) -> None:
    buying.confirm((line, 7, "120", 5))
    act = of(buying, line)
    with pytest.raises(Refusal, match=r"purchasing\.reason_missing"):
        actions.accept_lines(reason=" ", **act)
    actions.accept_lines(reason="Завод поднял цены", **act)
    assert Arrival.objects.get().held == 7
    assert Line.objects.get().reserved == 7
    touch = Entry.objects.get(act="purchasing.accept_lines")
    assert (touch.actor_id, touch.facts["reason"]) == (buying.paula, "Завод поднял цены")
    with pytest.raises(Refusal, match=r"purchasing\.not_doubted"):
        actions.accept_lines(reason="ещё раз", **act)


def test_what_is_dropped_is_short_again_at_once(buying: Buying, line: SupplierLine) -> None:
    buying.confirm((line, 7, "120", 5))
    act = of(buying, line)
    actions.drop_lines(reason="Дорого", **act)
    assert Need.objects.get().quantity == 7
    assert shown(queries.orders(), line.order_id).state == "received", "nothing of it is to come"


def test_what_is_moved_is_ordered_of_the_next_best_for_the_same_client(buying: Buying, line: SupplierLine) -> None:
    buying.confirm((line, 7, "120", 5))
    act = of(buying, line)
    [made] = actions.move_lines(reason="Дорого", **act)
    moved = SupplierLine.objects.get(order=made.order)
    assert (moved.order.supplier.name, moved.quantity, moved.price) == ("Далёкий", 7, 110)
    assert Purpose.objects.get(supplier_line=moved).quantity == 7
    actions.measure_needs(at=buying.at)
    assert not Need.objects.exists(), "it is ordered"


def test_what_a_client_has_cancelled_is_for_nobody_and_is_not_ordered_anew(
    buying: Buying, line: SupplierLine, contract: int, alice: int
) -> None:
    mechanic, wanted = Reserves(contract, alice, buying.at), Line.objects.get()
    [part] = mechanic.split((wanted.pk, 3))
    mechanic.cancel(wanted.pk)
    assert shown(queries.lines(line.order_id), line.pk).waited_for == 3
    buying.confirm((line, 7, "120", 5))
    assert shown(queries.lines(line.order_id), line.pk).waited_for == 3

    [made] = actions.move_lines(reason="Дорого", **of(buying, line))

    moved = SupplierLine.objects.get(order=made.order)
    assert moved.quantity == 3
    assert list(Purpose.objects.filter(supplier_line=moved).values_list("line", "quantity")) == [(part, 3)]


def test_what_nobody_wants_any_more_is_only_given_up(
    buying: Buying, line: SupplierLine, contract: int, alice: int
) -> None:
    buying.confirm((line, 7, "120", 5))
    Reserves(contract, alice, buying.at).cancel(Line.objects.get().pk)
    assert shown(queries.lines(line.order_id), line.pk).waited_for is None

    assert actions.move_lines(reason="Дорого", **of(buying, line)) == []

    assert SupplierOrder.objects.count() == 1
    assert shown(queries.orders(), line.order_id).state == "received", "nothing of it is to come"
    assert not Need.objects.exists()


def test_who_lived_on_what_another_has_cancelled_is_short_once_it_is_moved(
    buying: Buying, line: SupplierLine, contract: int, alice: int, strange_contract: int, stranger: int
) -> None:
    Reserves(contract, alice, buying.at).cancel(Line.objects.get().pk)
    buying.ask(strange_contract, stranger, line.product_id, 5, later=1)
    actions.measure_needs(at=buying.at)
    assert not Need.objects.exists(), "seven are ordered, for nobody"
    buying.confirm((line, 7, "120", 5))

    actions.move_lines(reason="Дорого", **of(buying, line))

    assert Need.objects.get().quantity == 5


def test_what_nobody_else_offers_is_not_moved(buying: Buying, line: SupplierLine) -> None:
    buying.confirm((line, 7, "120", 5))
    Terms.objects.exclude(offer=line.offer_id).update(is_listed=False)
    act = of(buying, line)
    with pytest.raises(Refusal, match=r"purchasing\.no_other_offer"):
        actions.move_lines(reason="Дорого", **act)
    assert SupplierOrder.objects.count() == 1


def test_less_is_short_again_and_nothing_is_no_doubt(buying: Buying, line: SupplierLine) -> None:
    assert buying.confirm((line, 5, "100", 5)) == 0
    assert Need.objects.get().quantity == 2


def test_goods_are_held_for_whom_they_were_bought_though_others_came_first(
    buying: Buying, bearing: int, contract: int, alice: int, strange_contract: int, stranger: int
) -> None:
    first = buying.ask(contract, alice, bearing, 4)
    [of_alice] = buying.send()
    second = buying.ask(strange_contract, stranger, bearing, 5, later=1)
    of_stranger = buying.send()[-1]
    assert set(Purpose.objects.values_list("supplier_line", "line")) == {(of_alice.pk, first), (of_stranger.pk, second)}
    buying.confirm((of_stranger, 5, "100", 3))
    assert {one.owner: one.quantity for one in Hold.objects.all()} == {second: 5}, "Alice's goods come another day"
    buying.confirm((of_alice, 4, "100", 9))
    assert Line.objects.get(pk=first).reserved == 4


amounts = st.decimals(min_value="0.01", max_value="1000", places=2)


@given(price=amounts, said=amounts, percent=st.decimals(min_value=0, max_value=99, places=2))
def test_a_price_is_doubted_just_beyond_its_per_cents(price: Decimal, said: Decimal, percent: Decimal) -> None:
    on = date(2026, 11, 27)
    found = list(doubts(Said(dec(1), price, on), Said(dec(1), said, on), Tolerance(percent, 0)))
    within = price * (1 - percent / 100) <= said <= price * (1 + percent / 100)
    assert found == ([] if within else [Doubt.PRICE])


def test_two_suppliers_may_be_asked_for_one_line(buying: Buying, line: SupplierLine) -> None:
    offer(buying.firm, line.product_id, "Третий", "105", with_vat=False, at=buying.at)
    buying.confirm((line, 7, "120", 5))
    act = of(buying, line)
    [made] = actions.move_lines(reason="Дорого", **act)
    assert SupplierLine.objects.get(order=made.order).order.supplier.name == "Третий"
