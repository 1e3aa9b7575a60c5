"""What can leave now, where the limit is too small for everything."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.domain.shipping.rules import OrderedLine, Shelf, Taken, breaks_pack, cost_of, within


def line(number: int, ordered: str, total: str, *, held: str | None = None, pack: str = "0") -> OrderedLine:
    """Ordered so much for so much; on hand in one warehouse."""
    quantity = Decimal(held or ordered)
    shelves = [Shelf(1, quantity, Decimal(0))]
    return OrderedLine(
        number,
        number,
        f"A-{number}",
        Decimal(ordered),
        quantity,
        Decimal(total),
        Decimal(0),
        Taken(),
        None,
        shelves,
        pack=Decimal(pack),
    )


def fits(room: str, *lines: OrderedLine) -> dict[int, Decimal]:
    return within([(one, one.ordered) for one in lines], Decimal(room))


def test_whole_lines_leave_in_the_order_given_and_the_last_is_cut_to_whole_units() -> None:
    first, second, third = line(1, "10", "1000.00"), line(2, "3", "900.00"), line(3, "5", "50.00")

    assert fits("1950.00", first, second, third) == {1: 10, 2: 3, 3: 5}
    assert fits("1650.00", first, second, third) == {1: 10, 2: 2, 3: 5}, "what is left is filled by smaller lines"
    assert fits("1000.00", second, first, third) == {2: 3, 1: 1, 3: 0}


def test_nothing_leaves_where_there_is_no_room() -> None:
    assert fits("0", line(1, "10", "1000.00")) == {1: 0}
    assert fits("-5.00", line(1, "10", "1000.00")) == {1: 0}
    assert fits("99.99", line(1, "10", "1000.00")) == {1: 0}


def test_what_is_ordered_in_fractions_is_cut_to_thousandths() -> None:
    assert fits("10.00", line(1, "2.500", "100.00")) == {1: Decimal("0.250")}


def test_what_is_sold_by_packs_is_cut_to_whole_packs_and_later_lines_fill_the_rest() -> None:
    by_fifty, loose = line(1, "200", "2000.00", pack="50"), line(2, "100", "100.00")

    assert fits("1290.00", by_fifty, loose) == {1: 100, 2: 100}
    assert fits("499.99", by_fifty, loose) == {1: 0, 2: 100}
    assert fits("300.00", line(1, "30", "300.00", pack="50")) == {1: 30}, "a rest that is open already leaves as it is"


@pytest.mark.parametrize(
    ("held", "wanted", "is_broken"),
    [
        ("200", "50", False),
        ("200", "1", True),
        ("200", "199", True),
        ("130", "130", False),
        ("130", "100", False),
        ("130", "30", False),
        ("130", "80", False),
        ("130", "20", True),
    ],
)
def test_no_pack_is_opened_for_a_part_but_an_open_rest_leaves(held: str, wanted: str, *, is_broken: bool) -> None:
    assert breaks_pack(line(1, "200", "2000.00", held=held, pack="50"), Decimal(wanted)) is is_broken


def test_only_what_stands_ready_counts() -> None:
    assert fits("10000.00", line(1, "10", "1000.00", held="4")) == {1: 4}


@given(
    room=st.decimals(0, 5000, places=2),
    lines=st.lists(st.tuples(st.integers(1, 50), st.decimals("0.01", 5000, places=2)), max_size=8),
)
def test_no_room_is_overrun_and_no_unit_more_would_fit(room: Decimal, lines: list[tuple[int, Decimal]]) -> None:
    ordered = [line(number, str(quantity), str(total)) for number, (quantity, total) in enumerate(lines)]
    taken = within([(one, one.ordered) for one in ordered], room)

    spent = Decimal(0)
    for one in ordered:
        quantity = taken[one.line]
        assert quantity == one.ordered or spent + cost_of(one, quantity + 1) > room
        spent += cost_of(one, quantity)
    assert spent <= room
