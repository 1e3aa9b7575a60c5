"""Any mix of orders, releases, cancellations, expiry, arrivals, requests and dispatches does what the model says.

So does what a person has spent of his month.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.spec.reserves_model import KAZAN, MOSCOW, Model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.domain.orders.reserves import Reserves
    from tests.spec.reserves_model import ModelRequest

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
_few = some.integers(1, 12)
_line = some.integers(0, 5)
_owner = some.integers(0, 1)
_place = some.sampled_from((MOSCOW, KAZAN))
STEPS = some.one_of(
    some.tuples(some.just("place"), _few, _owner),
    some.tuples(some.just("release"), _line, some.integers(0, 9)),
    some.tuples(some.just("cancel"), _line),
    some.tuples(some.just("extend"), _line),
    some.tuples(some.just("announce"), _few, some.integers(0, 9)),
    some.tuples(some.just("receive"), some.integers(1, 3), some.integers(0, 14)),
    some.tuples(some.just("request"), _line, some.integers(0, 9), _place),
    some.tuples(some.just("unrequest"), _line),
    some.tuples(some.just("ship"), _line, some.integers(0, 9), some.booleans()),
    some.tuples(some.just("place"), _few, _owner),
    some.tuples(some.just("serve")),
    some.tuples(some.just("split"), _line, _few),
    some.tuples(some.just("move"), _line, _few),
    some.tuples(some.just("change"), _line, some.integers(0, 20)),
    some.tuples(some.just("announce"), _few, some.integers(0, 9)),
    some.tuples(some.just("release"), _line, some.integers(1, 4)),
    some.tuples(some.just("release_of"), _line, some.integers(1, 4), _place),
    some.tuples(some.just("request"), _line, some.integers(1, 9), _place),
    some.tuples(some.just("send"), _line, some.integers(1, 9), _place, some.integers(1, 9), some.booleans()),
    some.tuples(some.just("send"), _line, some.integers(1, 9), _place, some.integers(1, 9), some.booleans()),
    some.tuples(some.just("serve")),
    some.tuples(some.just("sleep"), some.integers(1, 3)),
)
STOOD = {MOSCOW: 7, KAZAN: 5}
LIMIT = 9  # pieces that the second contract may hold
_tales = count(1)


class Teller:
    """Does each step in the program and in the model, and compares what both have then."""

    def __init__(self, at: datetime) -> None:
        from optom.domain.companies.models import Contract  # noqa: PLC0415
        from tests.domain.orders.reserves import Reserves  # noqa: PLC0415 -- only now does Django know its settings
        from tests.trade import found_firm  # noqa: PLC0415

        self.at, self.today = at, 0
        self.firm = found_firm(at - 30 * DAY)
        alice = self.firm.person("alice")
        contract = self.firm.client("Механик", "7700000009", alice)
        company = Contract.objects.get(pk=contract).company_id
        second = self.firm.contract(company, "119", reservation_limit=_dec("33.33") * LIMIT)
        self.contracts = [Reserves(contract, alice, at), Reserves(second, alice, at)]
        self.reserves = self.contracts[0]
        self.bearing = self.firm.product("6204", price="33.33", on_hand=STOOD[MOSCOW], kazan=STOOD[KAZAN])
        self.places = {MOSCOW: self.firm.moscow, KAZAN: self.firm.kazan}
        self.company = company
        self.model = Model(days=3, limits={1: LIMIT}, month_of=self.month_of)
        self.model.free.update(STOOD)
        self.lines: list[int] = []
        self.arrivals: list[int] = []
        self.seen: dict[datetime, Any] = {}

    def month_of(self, day: int) -> int:
        from optom.base.business_day import business_day  # noqa: PLC0415

        return business_day(self.at + day * DAY).month

    def place(self, quantity: int, owner: int = 0) -> None:
        key = f"k{next(_tales)}"
        self.makes(
            lambda: self.contracts[owner].order((self.bearing, quantity), key=key),
            self.model.place(quantity, self.today, owner),
        )

    def serve(self) -> None:
        """Until nobody gets anything, as the worker does."""
        from optom.domain.orders import actions as orders  # noqa: PLC0415

        while orders.serve_waiting(at=self.reserves.at):
            pass
        self.model.serve(self.today)

    def split(self, line: int, quantity: int) -> None:
        if self.lines:
            line %= len(self.lines)
            known, owner = self.lines[line], self.of(line)
            self.makes(lambda: owner.split((known, quantity)), self.model.split(line, quantity))

    def move(self, line: int, quantity: int) -> None:
        if self.lines:
            line = self.line_that_holds(line)
            known, owner = self.lines[line], self.of(line)
            [target] = [one.contract for one in self.contracts if one is not owner]
            self.makes(lambda: owner.move(target, (known, quantity)), self.model.move(line, quantity, self.today))

    def change(self, line: int, quantity: int) -> None:
        if self.lines:
            line %= len(self.lines)
            known, owner = self.lines[line], self.of(line)
            self.makes(lambda: made(owner.change(known, quantity)), self.model.change(line, quantity, self.today))

    def of(self, line: int) -> Reserves:
        """The contract under which a line stands."""
        return self.contracts[self.model.lines[line].owner]

    def announce(self, quantity: int, in_days: int) -> None:
        on = (self.at + (self.today + in_days) * DAY).date()
        self.arrivals.append(self.firm.arrival(self.bearing, quantity, on, at=self.reserves.at))
        self.model.announce(quantity, self.today + in_days)

    def release(self, line: int, quantity: int) -> None:
        if self.lines:
            line %= len(self.lines)
            known = self.lines[line]
            owner = self.of(line)
            self.both(lambda: owner.release((known, quantity)), self.model.release(line, quantity))

    def release_of(self, line: int, quantity: int, place: int) -> None:
        """As somebody does who points at what stands in one warehouse."""
        if self.lines:
            line = self.line_that_holds(line)
            known, owner = self.lines[line], self.of(line)
            self.both(
                lambda: owner.release((known, quantity), named=self.holds(known, place)),
                self.model.release_of(line, quantity, place),
            )

    def holds(self, line: int, place: int) -> list[int]:
        """The hold that stands there, or one that is nobody's."""
        from optom.domain.stock import queries as stock  # noqa: PLC0415

        there = [
            hold.id for hold in stock.holds_of([line]) if hold.arrival is None and hold.warehouse == self.places[place]
        ]
        return there or [-1]

    def cancel(self, line: int) -> None:
        if self.lines:
            line %= len(self.lines)
            owner = self.of(line)
            self.both(lambda: owner.cancel(self.lines[line]), self.model.cancel(line))

    def extend(self, line: int) -> None:
        if self.lines:
            line %= len(self.lines)
            owner = self.of(line)
            self.both(lambda: owner.extend(self.lines[line], at=owner.at), self.model.extend(line, self.today))

    def request(self, line: int, quantity: int, place: int) -> None:
        """Shipping asks for what stands there and nobody has asked for, as its rules make sure."""
        from optom.domain.orders import actions as orders  # noqa: PLC0415

        if self.lines:
            line = self.line_that_holds(line)
            quantity %= self.model.lines[line].free(place) + 1
            asked = self.asked(line, place, quantity)
            self.both(
                lambda: orders.request(contract=self.of(line).contract, parts=asked, at=self.reserves.at),
                self.model.request(line, quantity, place),
            )

    def asked(self, line: int, place: int, quantity: int) -> list[Any]:
        from optom.domain.stock.actions import OnHand  # noqa: PLC0415

        return [OnHand(self.lines[line], self.places[place], _dec(quantity))]

    def unrequest(self, request: int) -> None:
        from optom.domain.orders import actions as orders  # noqa: PLC0415

        if (number := self.open_request(request)) is not None:
            found = self.model.requests[number]
            asked = self.asked(found.line, found.place, found.quantity)
            orders.unrequest(contract=self.of(found.line).contract, parts=asked, at=self.reserves.at)
            self.model.unrequest(number)

    def ship(self, request: int, left: int, release_rest: bool) -> None:  # noqa: FBT001 -- one of the steps' facts
        if (number := self.open_request(request)) is not None:
            found = self.model.requests[number]
            left %= found.quantity + 1
            self._ship(found, left, release_rest=release_rest)
            self.model.ship(number, left, release_rest)

    def send(self, line: int, quantity: int, place: int, left: int, release_rest: bool) -> None:  # noqa: FBT001
        """Asked for and sent at once, so that something leaves in most tales."""
        self.request(line, quantity, place)
        self.ship(-1, left, release_rest)

    def _ship(self, asked: ModelRequest, left: int, *, release_rest: bool) -> None:
        """Whatever was done since with the rest of the line, what was asked for is there."""
        from optom.domain.orders import actions as orders  # noqa: PLC0415

        shipped = [orders.Shipped(line=self.lines[asked.line], asked=_dec(asked.quantity), shipped=_dec(left))]
        facts: dict[str, Any] = {"contract": self.of(asked.line).contract, "warehouse": self.places[asked.place]}
        orders.ship(lines=shipped, subject="shipment:1", release_rest=release_rest, at=self.reserves.at, **facts)

    def line_that_holds(self, line: int) -> int:
        """One of those that hold something no shipment has asked for, if there is any."""
        holding = [number for number, one in enumerate(self.model.lines) if one.at_will]
        return holding[line % len(holding)] if holding else line % len(self.lines)

    def open_request(self, request: int) -> int | None:
        """One of those that are neither sent nor taken back."""
        under_way = [number for number, one in enumerate(self.model.requests) if one.is_open]
        return under_way[request % len(under_way)] if under_way else None

    def receive(self, arrival: int, came: int) -> None:
        from optom.domain.stock import actions as stock  # noqa: PLC0415

        if arrival <= len(self.arrivals):
            known = self.arrivals[arrival - 1]
            quantity = _dec(came)
            self.both(
                lambda: stock.receive(arrival=known, quantity=quantity, at=self.reserves.at),
                self.model.receive(arrival, came),
            )

    def sleep(self, days: int) -> None:
        """And the worker looks for what has run out."""
        from optom.domain.orders import actions as orders  # noqa: PLC0415

        self.today += days
        for one in self.contracts:
            one.at = self.at + self.today * DAY
        orders.expire(at=self.reserves.at)
        self.model.expire(self.today)

    def makes(self, act: Callable[[], list[int]], is_done: bool) -> None:  # noqa: FBT001 -- the model's answer
        """An act that makes lines."""
        self.both(lambda: self.lines.extend(act()), is_done)

    def both(self, act: Callable[[], Any], is_done: bool) -> None:  # noqa: FBT001 -- the model's answer
        from optom.base.refusal import Refusal  # noqa: PLC0415

        try:
            act()
        except Refusal:
            assert not is_done
        else:
            assert is_done

    def compare(self) -> None:
        from optom.domain.orders import queries as orders  # noqa: PLC0415
        from optom.domain.orders.models import Line  # noqa: PLC0415
        from optom.domain.stock import queries as stock  # noqa: PLC0415
        from optom.domain.stock.models import Balance  # noqa: PLC0415

        found = (
            Line.objects.filter(pk__in=self.lines)
            .order_by("id")
            .values_list("ordered", "reserved", "requested", "shipped", "cancelled")
        )
        assert list(found) == [
            (line.ordered, line.reserved, line.asked, line.shipped, line.cancelled) for line in self.model.lines
        ]
        for number, line in zip(self.lines, self.model.lines, strict=True):
            holds = stock.holds_of([number])
            assert self._held(holds, "quantity") == {key: part for key, part in line.held.items() if part}
            assert self._held(holds, "asked") == {key: part for key, part in line.asked_of.items() if part}
        for owner, one in enumerate(self.contracts):
            held = sum(line.reserved for line in self.model.lines if line.owner == owner)
            assert one.value == held * _dec("33.33")
        for place, warehouse in self.places.items():
            balance = Balance.objects.get(product_id=self.bearing, warehouse_id=warehouse)
            assert balance.on_hand - balance.held == self.model.free[place]
        assert stock.broken_books() == orders.broken_books() == []
        for one in self.contracts:
            then = stock.held_then(contract=one.contract, product=self.bearing, at=self.reserves.at)
            assert stock.held_now(contract=one.contract, product=self.bearing) == then
        assert self.spent() == self.model.spent(self.today) * _dec("33.33")
        self.seen[self.reserves.at] = self._shown()

    def spent(self) -> Any:
        from optom.domain.orders.spending import spent  # noqa: PLC0415

        alice, at = self.reserves.actor, self.reserves.at
        return spent(company=self.company, currency="RUB", person=alice, centre=None, at=at).person

    def _shown(self) -> Any:
        """What the grid and the order see now: free goods by place, what comes and when, what is reserved."""
        from optom.domain.assortment import queries as assortment  # noqa: PLC0415
        from optom.domain.credit import queries as credit  # noqa: PLC0415
        from optom.domain.stock import queries as stock  # noqa: PLC0415

        contract, at = self.reserves.contract, self.reserves.at
        [row] = assortment.rows(contract=contract, products=[self.bearing], at=at)
        grid = {place: free for place, free in row.free.items() if free}, row.coming or 0, row.expected_on
        sources = [source for source in stock.sources(contract=contract, products=[self.bearing]) if source.free]
        return grid, sources, [credit.headroom(one.contract, at) for one in self.contracts]

    def remember(self) -> None:
        """The ledgers tell of every moment that has passed what was seen then."""
        from optom.domain.credit import queries as credit  # noqa: PLC0415
        from optom.domain.stock import queries as stock  # noqa: PLC0415

        contract = self.reserves.contract
        for at, (grid, sources, rooms) in self.seen.items():
            stood = stock.stood(contract=contract, products=[self.bearing], at=at)
            found = [one.source for one in stood if one.there > one.held]
            assert found == sources
            assert grid == _grid(found)
            assert rooms == [credit.headroom_then(one.contract, at) for one in self.contracts]
            held = stock.held_then(contract=contract, product=self.bearing, at=at)
            assert sum(one.quantity for one in held) <= sum(one.held for one in stood)

    def _held(self, holds: Any, figure: str) -> dict[int, Any]:
        """By what the model calls the goods, without what is nothing."""
        numbers = enumerate(self.arrivals, 1)
        names: dict[tuple[int, int | None], int] = {(self.firm.moscow, arrival): number for number, arrival in numbers}
        names |= {(warehouse, None): place for place, warehouse in self.places.items()}
        found = {names[hold.warehouse, hold.arrival]: getattr(hold, figure) for hold in holds}
        return {name: part for name, part in found.items() if part}


def made(changed: Any) -> list[int]:
    return [changed.line] if changed.line else []


def _grid(sources: Any) -> Any:
    """What the catalog shows of free goods: by place, and of the next day on which any come."""
    free = {source.warehouse: source.free for source in sources if source.arrival is None}
    days = [source.expected_on for source in sources if source.expected_on]
    first = min(days, default=None)
    return free, sum(source.free for source in sources if days and source.expected_on == first), first


def _dec(value: object) -> Any:
    from tests.trade import dec  # noqa: PLC0415

    return dec(value)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=some.lists(STEPS, min_size=12, max_size=24))
def test_the_program_does_what_the_model_does(at: datetime, steps: list[tuple[Any, ...]]) -> None:
    # midnight, so that a day of the calendar and a day of a reserve's life begin together
    with transaction.atomic():
        teller = Teller(at.replace(hour=0))
        teller.place(5)  # else most tales end before anything is held
        for act, *facts in steps:
            getattr(teller, act)(*facts)
            teller.compare()
        teller.remember()
        transaction.set_rollback(True)
