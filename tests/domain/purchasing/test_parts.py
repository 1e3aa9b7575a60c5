"""What was bought for a client's line stays its, whatever becomes of the line: split, moved, cut, made more."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from optom.domain.companies.models import Contract, Terms
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Line
from optom.domain.purchasing import actions
from optom.domain.purchasing.actions import Came
from optom.domain.purchasing.models import Need, Purpose, SupplierLine
from optom.domain.stock.models import Arrival
from tests.domain.orders.reserves import Reserves
from tests.trade import Firm, dec

from .buying import Buying
from .promising import bearing_of, confirmed, has, held, ordered, product_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books_agree")]


@pytest.fixture
def second(firm: Firm, buyer: Reserves) -> Reserves:
    """Another contract of the same company, to which suppliers' goods may be promised too."""
    contract = firm.contract(Contract.objects.get(pk=buyer.contract).company_id, "119")
    Terms.objects.filter(contract_id=contract).update(from_suppliers=True)
    return Reserves(contract, buyer.actor, buyer.at)


@pytest.fixture
def bob(firm: Firm, at: datetime) -> Reserves:
    """He buys the same goods for another company, an hour later."""
    user = firm.person("bob")
    return Reserves(firm.client("Боб", "7700000016", user), user, at + timedelta(hours=1))


def short(at: datetime) -> list[Any]:
    actions.measure_needs(at=at)
    return list(Need.objects.values_list("quantity", flat=True))


def test_parts_of_a_promised_line_get_what_was_ordered_for_it_and_nothing_is_ordered_twice(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    bearing = product_of(bearing_of(firm, 9, at))
    [line] = buyer.order((bearing, 9))
    ordered(firm, paula, at)
    [part] = buyer.split((line, 4))
    [part_of_part] = buyer.split((part, 1))
    assert short(at) == []

    confirmed(paula, 9, at)

    arrival = Arrival.objects.get(supply=None)
    assert (arrival.held, [held(one) for one in (line, part, part_of_part)]) == (9, [5, 3, 1])
    assert not Arrival.objects.filter(supply__isnull=False, held__gt=0).exists(), "no part is promised by him any more"
    assert short(at) == []


def test_a_part_that_is_moved_into_another_contract_takes_what_was_ordered_for_it_along(
    firm: Firm, buyer: Reserves, second: Reserves, paula: int, at: datetime
) -> None:
    bearing = product_of(bearing_of(firm, 9, at))
    [line] = buyer.order((bearing, 9))
    ordered(firm, paula, at)
    [moved] = buyer.move(second.contract, (line, 4))
    assert short(at) == []

    confirmed(paula, 7, at)

    assert (held(line), held(moved)) == (5, 2), "of what is confirmed less the first keeps its own"
    assert Arrival.objects.get(supply=None).held == 7


def test_parts_of_a_line_that_waits_are_served_before_the_queue(
    buying: Buying, bearing: int, contract: int, alice: int, bob: Reserves
) -> None:
    line = buying.ask(contract, alice, bearing, 10)
    buying.send()
    bob.order((bearing, 5))
    [part] = Reserves(contract, alice, buying.at).split((line, 4))
    assert [one.quantity for one in Need.objects.all()] == []

    buying.confirm((SupplierLine.objects.get(), 8, 100, 2))

    assert (held(line), held(part)) == (6, 2), "in the order of the queue, and all of it before Bob"
    assert Arrival.objects.get().held == 8


def test_what_the_line_wants_no_more_is_free_for_the_queue(
    buying: Buying, bearing: int, contract: int, alice: int, bob: Reserves
) -> None:
    line = buying.ask(contract, alice, bearing, 10)
    buying.send()
    [waiting] = bob.order((bearing, 3))
    assert short(buying.at) == [3]
    mechanic = Reserves(contract, alice, buying.at)
    [part] = mechanic.split((line, 4))
    mechanic.change(line, 5)
    mechanic.cancel(part)
    assert short(buying.at) == [], "five of the ten that were ordered are nobody's: more than Bob wants"

    buying.confirm((SupplierLine.objects.get(), 10, 100, 2))
    orders.serve_waiting(at=buying.at)

    assert (held(line), held(part), held(waiting)) == (5, 0, 3)


def test_what_is_ordered_more_is_no_part(
    buying: Buying, bearing: int, contract: int, alice: int, bob: Reserves
) -> None:
    line = buying.ask(contract, alice, bearing, 4)
    buying.send()
    [waiting] = bob.order((bearing, 3))
    mechanic = Reserves(contract, alice, buying.at + timedelta(hours=2))
    more = mechanic.change(line, 6).line
    mechanic.change(line, 2)

    buying.confirm((SupplierLine.objects.get(), 4, 100, 2))
    orders.serve_waiting(at=mechanic.at)

    assert (held(line), held(waiting), held(more or 0)) == (2, 2, 0), "it came to the queue after Bob"


def test_who_is_promised_goods_after_that_does_not_live_on_what_another_has_given_up(
    firm: Firm, buyer: Reserves, second: Reserves, paula: int, at: datetime
) -> None:
    bearing = product_of(bearing_of(firm, 9, at))
    [line] = buyer.order((bearing, 5))
    ordered(firm, paula, at)
    buyer.release((line, 5))
    actions.tell_supplies(products=[bearing], at=at)
    [promised] = second.order((bearing, 4))

    assert short(at) == [4], "nothing that comes for nobody moves onto a supplier's promise"
    ordered(firm, paula, at)
    assert list(Purpose.objects.filter(line=promised).values_list("promised", flat=True)) == [4]


def test_a_supplier_s_no_is_told_to_the_part_that_came_last(
    firm: Firm, buyer: Reserves, paula: int, at: datetime
) -> None:
    bearing = product_of(bearing_of(firm, 9, at))
    [line] = buyer.order((bearing, 9))
    ordered(firm, paula, at)
    [part] = buyer.split((line, 4))

    confirmed(paula, 0, at)

    assert (held(line), held(part)) == (0, 0), "neither keeps a promise that was refused"
    assert not Arrival.objects.filter(held__gt=0).exists()


def test_lines_of_two_orders_to_suppliers_go_to_parts_once(
    firm: Firm, buyer: Reserves, buying: Buying, at: datetime
) -> None:
    bearing = firm.product("6204", price=200)
    has(firm, bearing, "Близкий", None, at)
    [line] = buyer.order((bearing, 6))
    [first] = buying.send()
    buyer.change(line, 10)
    [_, second] = buying.send()
    assert (first.quantity, second.quantity) == (6, 4)
    [part] = buyer.split((line, 4))

    buying.confirm((second, 4, 100, 2))
    assert (held(line), held(part)) == (0, 4), "what was bought last is for what waits last"
    buying.confirm((first, 6, 100, 2))
    assert (held(line), held(part)) == (6, 4)


def test_what_came_is_received_for_the_parts(firm: Firm, buyer: Reserves, buying: Buying, at: datetime) -> None:
    [line] = buyer.order((product_of(bearing_of(firm, 9, at)), 9))
    ordered(firm, buying.paula, at)
    [part] = buyer.split((line, 4))
    bought = confirmed(buying.paula, 9, at)

    buying.receive(bought.order_id, [Came(bought.pk, dec(7))], awaits_rest=False)

    assert held(line) + held(part) == 7


def test_a_part_knows_its_line_and_what_was_added_or_came_instead_is_none(
    firm: Firm, buyer: Reserves, second: Reserves
) -> None:
    bearing, other = firm.product("6204", price=200, on_hand=30), firm.product("6205", price=200, on_hand=30)
    [line] = buyer.order((bearing, 9))
    [part] = buyer.split((line, 5))
    [part_of_part] = buyer.split((part, 2))
    [moved] = buyer.move(second.contract, (part_of_part, 1))
    firm.price(bearing, 190, from_quantity=20)
    more = buyer.change(line, 20).line
    instead = buyer.replace(part, other, 1)

    assert dict(Line.objects.values_list("id", "part_of")) == {
        line: None,
        part: line,
        part_of_part: line,
        moved: line,
        more: None,
        instead: None,
    }
