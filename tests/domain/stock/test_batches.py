"""What came in at once is a batch with its origin; goods leave the oldest first, and the books know of which."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.origin import Origin
from optom.base.refusal import Refusal, reasons_of
from optom.domain.catalog.models import Product, Unit
from optom.domain.stock import actions as stock
from optom.domain.stock import queries
from optom.domain.stock.importing import BalanceRow, import_balances
from optom.domain.stock.models import Balance, Batch, BatchMove, Warehouse
from optom.domain.stock.rules import FromBatch, Promise
from optom.interfaces.kit.identity import STAFF, working_as
from tests.trade import Firm, dec

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SOON = date(2026, 12, 1)
CHINA = Origin("156", "10702070/110226/3001234")
GERMANY = Origin("276", "10013160/120226/3005678/2")
_owners = count(1)


@pytest.fixture
def bearing(firm: Firm) -> int:
    """Five stand in Moscow, from before anybody asked where they come from."""
    made = firm.product("6204", on_hand=5)
    Product.objects.filter(pk=made).update(external_id="6204")
    Warehouse.objects.filter(pk=firm.moscow).update(external_id="msk")
    return made


def receive(firm: Firm, product: int, quantity: Any, origin: Origin | None, *, at: datetime = AT) -> int:
    arrival = firm.arrival(product, quantity, SOON, at=at)
    stock.receive(arrival=arrival, quantity=dec(quantity), origin=origin, at=at)
    return Batch.objects.latest("id").pk


@transaction.atomic
def leave(firm: Firm, contract: int, product: int, *quantities: Any, named: Any = (), at: datetime = AT) -> list[Any]:
    """So much leaves for an owner each, in one dispatch; what of which batches, by owner."""
    owners = [next(_owners) for _quantity in quantities]
    subject = f"shipment:{owners[0]}"
    parts = [
        stock.OnHand(owner, firm.moscow, dec(quantity)) for owner, quantity in zip(owners, quantities, strict=True)
    ]
    promises = [Promise(one.owner, product, firm.moscow, None, one.quantity) for one in parts]
    stock.lock_on_hand(contract=contract, products=[product])
    stock.hold(contract=contract, promises=promises, at=at)
    stock.ask(parts=parts)
    lines = [stock.Taken(one.owner, firm.moscow, one.quantity, one.quantity) for one in parts]
    of_batches = [FromBatch(owners[place], batch, dec(quantity)) for place, batch, quantity in named]
    stock.take(lines=lines, named=of_batches, at=at, subject=subject)
    taken = queries.batches_taken(subject=subject)
    return [[(one.batch, one.quantity) for one in taken.get(owner, [])] for owner in owners]


def counted(product: str, quantity: Any, *, at: datetime = AT) -> None:
    import_balances([BalanceRow(product, "msk", dec(quantity))], at=at)


def remaining(product: int) -> dict[int, Any]:
    return dict(Batch.objects.filter(product_id=product).order_by("id").values_list("id", "remains"))


def test_goods_leave_from_before_the_batches_first_and_then_the_oldest(firm: Firm, contract: int, bearing: int) -> None:
    old = receive(firm, bearing, 4, CHINA)
    new = receive(firm, bearing, 10, GERMANY, at=AT + timedelta(days=1))

    assert leave(firm, contract, bearing, 3) == [[]], "of none: they were there before"
    assert leave(firm, contract, bearing, 4, 3) == [[(old, 2)], [(old, 2), (new, 1)]]
    assert leave(firm, contract, bearing, 2) == [[(new, 2)]]

    assert remaining(bearing) == {old: 0, new: 7}
    [standing] = queries.batches_standing(warehouse=firm.moscow, products=[bearing])[bearing]
    assert (standing.id, standing.remains, standing.on_hand, standing.origin) == (new, 7, 7, GERMANY)
    with pytest.raises(DatabaseError, match="append"), transaction.atomic():
        BatchMove.objects.update(quantity=-1)


def test_the_picker_names_batches_and_the_rest_is_of_the_oldest(firm: Firm, contract: int, bearing: int) -> None:
    old, new = receive(firm, bearing, 4, CHINA), receive(firm, bearing, 10, GERMANY)

    assert leave(firm, contract, bearing, 8, named=[(0, new, 6)]) == [[(new, 6)]], "two were of none"
    assert leave(firm, contract, bearing, 5, named=[(0, new, 1)]) == [[(old, 1), (new, 1)]]

    for named, code in (
        ([(0, new, 4)], "stock.batch_has_less"),
        ([(0, new + 100, 1)], "stock.batch_has_less"),
        ([(0, old, 3), (0, new, 2)], "stock.batches_beyond"),
        ([(0, old, -1)], "stock.not_a_quantity"),
    ):
        with pytest.raises(Refusal) as refused:
            leave(firm, contract, bearing, 4, named=named)
        assert code in {reason.code for reason in reasons_of(refused.value)}
    assert remaining(bearing) == {old: 3, new: 3}, "nothing has left"


def test_what_is_counted_away_is_of_none_and_then_of_the_oldest(firm: Firm, bearing: int) -> None:
    old, new = receive(firm, bearing, 4, CHINA), receive(firm, bearing, 10, None)

    counted("6204", 15)
    assert remaining(bearing) == {old: 4, new: 10}
    counted("6204", 8)
    assert remaining(bearing) == {old: 0, new: 8}
    counted("6204", 20)
    assert remaining(bearing) == {old: 0, new: 8}, "what was found is of no batch"


def test_where_goods_come_from_is_known_of_the_arrival_or_told_when_it_came(firm: Firm, bearing: int) -> None:
    Unit.objects.create(name="кг", okei="166")
    traced = Origin("156", "", "10702070/110226/3001234/001", "кг", trace_quantity=dec(30), trace_cost=dec(900))
    facts: dict[str, Any] = {"product": bearing, "warehouse": firm.moscow, "expected_on": SOON, "at": AT}
    arrival = stock.announce(quantity=dec(12), origin=traced, **facts)

    stock.receive(arrival=arrival, quantity=dec(4), is_whole=False, at=AT)
    stock.receive(arrival=arrival, quantity=dec(8), origin=GERMANY, at=AT)

    first, second = Batch.objects.order_by("id")
    assert (first.rnpt, first.trace_unit_id, first.trace_quantity, first.trace_cost) == (
        "10702070/110226/3001234/001",
        Unit.objects.get(name="кг").pk,
        10,
        300,
    ), "a third has come"
    assert (second.country, second.declaration, second.rnpt) == ("276", "10013160/120226/3005678/2", "")


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        (Origin("999"), "origin.country_unknown"),
        (Origin("156", "10702070/310226/3001234"), "origin.declaration_wrong"),
        (Origin("156", "3001234"), "origin.declaration_wrong"),
        (Origin("156", "", "10702070/110226"), "origin.rnpt_wrong"),
        (Origin("156", trace_quantity=dec(1)), "origin.traced_without_number"),
        (Origin("156", "", "10702070/110226/3001234/001", "пуд"), "origin.unit_unknown"),
        (Origin("156", "", "10702070/110226/3001234/001", trace_quantity=dec(0)), "origin.not_traced_so"),
    ],
)
def test_an_origin_that_can_not_be_is_refused(firm: Firm, bearing: int, origin: Origin, code: str) -> None:
    arrival = firm.arrival(bearing, 5, SOON)

    with pytest.raises(Refusal) as refused:
        stock.receive(arrival=arrival, quantity=dec(5), origin=origin, at=AT)

    assert code in {reason.code for reason in reasons_of(refused.value)}
    assert not Batch.objects.exists()


def test_the_warehouse_takes_of_a_batch_and_can_not_tell_another_story_of_it(firm: Firm, bearing: int) -> None:
    batch = receive(firm, bearing, 4, CHINA)

    with working_as(STAFF, user=firm.person("walter", "warehouse")):
        with transaction.atomic():
            Batch.objects.filter(pk=batch).update(remains=3)
            transaction.set_rollback(True)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Batch.objects.filter(pk=batch).update(country="276")


STEPS = st.lists(
    st.tuples(st.sampled_from(["receive", "leave", "leave two", "name", "count"]), st.integers(1, 9)),
    min_size=1,
    max_size=10,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_receipts_dispatches_and_counts_the_batches_are_what_stands(
    firm: Firm, contract: int, bearing: int, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        queue: list[list[Any]] = [[None, dec(5)]]  # what stands as a person would keep it: the oldest at the top
        for number, (step, quantity) in enumerate(steps):
            _live(firm, contract, bearing, queue, step, dec(quantity), AT + timedelta(hours=number))
            stands = [part for part in queue if part[1] and part[0] is not None]
            assert [[one, left] for one, left in remaining(bearing).items() if left] == stands
            assert Balance.objects.get(product_id=bearing).on_hand == sum(part[1] for part in queue)
            assert queries.broken_books() == []
        transaction.set_rollback(True)


def _live(
    firm: Firm, contract: int, product: int, queue: list[list[Any]], step: str, quantity: Any, at: datetime
) -> None:
    stands = sum(part[1] for part in queue)
    if step == "receive":
        queue.append([receive(firm, product, quantity, CHINA, at=at), quantity])
    elif step == "count":
        counted("6204", quantity, at=at)
        if quantity > stands:
            queue[0][1] += quantity - stands
        _take(queue, max(stands - quantity, dec(0)))
    elif quantity <= stands and step == "name" and queue[-1][0] is not None:
        named = min(quantity, queue[-1][1])
        if named:
            leave(firm, contract, product, quantity, named=[(0, queue[-1][0], named)], at=at)
            queue[-1][1] -= named
            _take(queue, quantity - named)
    elif quantity <= stands and (step == "leave" or quantity > 1):
        parts = [quantity] if step == "leave" else [quantity - 1, dec(1)]
        leave(firm, contract, product, *parts, at=at)
        _take(queue, quantity)


def _take(queue: list[list[Any]], quantity: Any) -> None:
    for part in queue:
        gone = min(part[1], quantity)
        part[1] -= gone
        quantity -= gone
