"""Who of those that wait gets which goods: the law, whatever the queue."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from optom.domain.orders.waiting import Given, Waiting, most_within, shared_out
from optom.domain.stock.rules import Source

MOSCOW, KAZAN = 1, 2
_some = some.integers(1, 9)


def line(number: int, contract: int, quantity: int, *, price: int = 10, room: int | None = None) -> Waiting:
    wanted = Decimal(quantity)
    left = None if room is None else Decimal(room)
    return Waiting(number, contract, 1, 1, wanted, wanted * price, wanted, Decimal(0), Decimal(1), left)


def got(given_out: list[Given]) -> dict[int, int]:
    return {one.waiting.line: int(one.quantity) for one in given_out}


@given(
    wanted=some.lists(some.tuples(some.integers(1, 3), _some), max_size=8),
    stands=some.integers(0, 20),
    comes=some.integers(0, 20),
    limits=some.tuples(*[some.one_of(some.none(), some.integers(0, 120))] * 3),
    places=some.tuples(*[some.sets(some.sampled_from([MOSCOW, KAZAN]))] * 3),
)
def test_nobody_who_could_take_goods_goes_without_while_somebody_behind_him_gets_them(
    wanted: list[tuple[int, int]],
    stands: int,
    comes: int,
    limits: tuple[int | None, ...],
    places: tuple[set[int], ...],
) -> None:
    allowed = {contract: places[contract - 1] for contract in (1, 2, 3)}
    queue = [line(number, one, quantity, room=limits[one - 1]) for number, (one, quantity) in enumerate(wanted)]
    sources = [Source(1, MOSCOW, Decimal(stands)), Source(1, KAZAN, Decimal(comes))]

    out = shared_out(queue, sources, allowed)
    taken = got(out)

    free = {MOSCOW: stands, KAZAN: comes}
    for gets in out:
        for source, part in gets.parts:
            assert source.warehouse in allowed[gets.waiting.contract]
            free[source.warehouse] -= int(part)
    assert min(free.values()) >= 0, "nothing is given twice"
    for contract in (1, 2, 3):
        held = 10 * sum(taken.get(one.line, 0) for one in queue if one.contract == contract)
        limit = limits[contract - 1]
        assert limit is None or held <= limit
    for place, one in enumerate(queue):
        if taken.get(one.line, 0) == one.quantity:
            continue
        before = 10 * sum(taken.get(other.line, 0) for other in queue[: place + 1] if other.contract == one.contract)
        limit = limits[one.contract - 1]
        if limit is None or before + 10 <= limit:  # he could hold one more
            behind = {other.line for other in queue[place + 1 :]}
            late = {source.warehouse for later in out if later.waiting.line in behind for source, _ in later.parts}
            assert not (late | {at for at, left in free.items() if left}) & allowed[one.contract]


@given(quantity=_some, price=some.integers(0, 30), room=some.integers(-20, 300))
def test_as_much_as_fits_the_limit_and_not_a_piece_more(quantity: int, price: int, room: int) -> None:
    waiting = line(1, 1, quantity, price=price)

    fits = most_within(waiting, Decimal(room))

    assert 0 <= fits <= quantity
    assert fits == 0 or waiting.worth(fits) <= room
    assert fits == quantity or waiting.worth(fits + 1) > room
