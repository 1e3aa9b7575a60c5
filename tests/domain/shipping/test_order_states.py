"""The list of orders says of each what a buyer has to know first: goods are held, are waited for, have left."""

from optom.base.listing import Asked, Condition, Op
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from tests.domain.shipping.deliveries import Delivery
from tests.statements import counted
from tests.trade import dec


def state(delivery: Delivery, line: int) -> str:
    """Of the order of a line; the filter by it finds the order."""
    rows = queries.orders(contract=delivery.contract).all()
    found = next(row for row in rows if line in {one.id for one in queries.lines(order=row.id)})
    same = Asked(conditions=(Condition("state", Op.ANY, [found.state]),), count=100)
    part = queries.orders(contract=delivery.contract).part(same)
    assert found in part.rows
    assert {row.state for row in part.rows} == {found.state}
    assert (found.reserved_until is not None) == (found.state == "held")
    return str(found.state)


def test_an_order_is_held_then_waits_then_is_cancelled(delivery: Delivery) -> None:
    bearing = delivery.firm.product("6204", price=100, on_hand=18)
    [line] = delivery.order((bearing, 20))
    alice, at = delivery.alice, delivery.at

    assert state(delivery, line) == "held"
    orders.release(contract=delivery.contract, quantities={line: dec(18)}, actor=alice, at=at)
    assert state(delivery, line) == "waiting"
    orders.cancel(contract=delivery.contract, lines=[line], actor=alice, at=at)
    assert state(delivery, line) == "cancelled"


def test_what_left_is_shipped_also_when_the_rest_was_cancelled(delivery: Delivery) -> None:
    bearing = delivery.firm.product("6204", price=100, on_hand=50)
    [whole], [part] = delivery.order((bearing, 20)), delivery.order((bearing, 20))
    first, second = delivery.request((whole, 20)), delivery.request((part, 15))

    delivery.dispatch(first[0])
    delivery.dispatch(second[0])
    assert state(delivery, whole) == "shipped"
    assert state(delivery, part) == "held"
    orders.cancel(contract=delivery.contract, lines=[part], actor=delivery.alice, at=delivery.at)
    assert state(delivery, part) == "shipped"


def test_a_window_of_orders_takes_two_statements(delivery: Delivery) -> None:
    bearing = delivery.firm.product("6204", price=100, on_hand=50)
    for _order in range(3):
        delivery.order((bearing, 2))

    with counted() as sent:
        assert queries.orders(contract=delivery.contract).part(Asked(count=2)).total == 3
    assert len(sent) == 2
