"""Any sequence of splits, moves and cuts: what was bought for a line is for its parts, as modelled."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.spec.parts_model import Pledge, Wants, bought_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

pytestmark = pytest.mark.django_db
_which, _much = some.integers(0, 9), some.integers(1, 6)
STEPS = some.one_of(
    some.tuples(some.sampled_from(("split", "move", "cut", "more")), _which, _much),
    some.tuples(some.sampled_from(("order", "buy", "come")), _which, _much),
)
_tales = count(1)


class Teller:
    """Two contracts of one buyer, and a purchaser: what can be done is done."""

    def __init__(self, at: datetime) -> None:
        from optom.domain.companies.models import Contract, Terms  # noqa: PLC0415 -- only now does Django know its settings
        from optom.domain.purchasing.models import Weights  # noqa: PLC0415
        from tests.domain.orders.reserves import Reserves  # noqa: PLC0415
        from tests.domain.purchasing.buying import Buying  # noqa: PLC0415
        from tests.domain.purchasing.promising import has, let  # noqa: PLC0415
        from tests.trade import found_firm  # noqa: PLC0415

        firm = found_firm(at - timedelta(days=30))
        alice = firm.person("alice")
        first = firm.client("Механик", "7700000009", alice)
        other = firm.contract(Contract.objects.get(pk=first).company_id, "119")
        Terms.objects.update(from_suppliers=True)
        Weights.objects.update(tolerance_days=9)
        self.buyers = {one: Reserves(one, alice, at) for one in (first, other)}
        self.buying = Buying(firm, firm.person("paula", "purchaser"), 0, at)
        self.bearing = firm.product("6204", price=10)
        made = has(firm, self.bearing, "Близкий", 5, at)
        let(firm, made, at)
        self.order(0, 6)
        self.buy(0, 0)

    def line(self, which: int) -> Any:
        from optom.domain.orders.models import Line  # noqa: PLC0415

        lines = list(Line.objects.order_by("id"))
        return lines[which % len(lines)]

    def order(self, which: int, much: int) -> None:
        list(self.buyers.values())[which % 2].order((self.bearing, much), key=f"t{next(_tales)}")

    def split(self, which: int, much: int) -> None:
        line = self.line(which)
        _if_may(lambda: self.buyers[line.contract_id].split((line.pk, much)))

    def move(self, which: int, much: int) -> None:
        line = self.line(which)
        [target] = [one for one in self.buyers if one != line.contract_id]
        _if_may(lambda: self.buyers[line.contract_id].move(target, (line.pk, much)))

    def cut(self, which: int, much: int) -> None:
        line = self.line(which)
        _if_may(lambda: self.buyers[line.contract_id].change(line.pk, line.ordered - line.cancelled - much))

    def more(self, which: int, much: int) -> None:
        line = self.line(which)
        _if_may(lambda: self.buyers[line.contract_id].change(line.pk, line.ordered - line.cancelled + much))

    def buy(self, which: int, much: int) -> None:
        del which, much
        _if_may(self.buying.send)

    def come(self, which: int, much: int) -> None:
        from optom.domain.purchasing.models import SupplierLine  # noqa: PLC0415

        sent = list(SupplierLine.objects.filter(order__state="sent").order_by("id"))
        if sent:
            line = sent[which % len(sent)]
            self.buying.confirm((line, min(line.quantity, much), 100, 2))

    def check(self) -> None:
        from optom.domain.orders import queries as orders  # noqa: PLC0415
        from optom.domain.purchasing import queries  # noqa: PLC0415
        from optom.domain.stock import queries as stock  # noqa: PLC0415

        with connection.cursor() as cursor:
            cursor.execute(
                "select supplier_line_id, line_id, quantity, promised from purchasing_bought_for(null, '{}')"
            )
            found = {(bought, line): (int(much), int(told)) for bought, line, much, told in cursor.fetchall()}
        assert found == bought_for(_pledges(), _wants())
        assert [*queries.broken_books(), *orders.broken_books(), *stock.broken_books()] == []


def _if_may(act: Callable[[], Any]) -> None:
    from optom.base.refusal import Refusal  # noqa: PLC0415

    try:
        act()
    except Refusal:
        return


def _pledges() -> list[Pledge]:
    from optom.domain.purchasing.models import Purpose  # noqa: PLC0415

    found: dict[tuple[int, int], tuple[int, int]] = {}
    for one in Purpose.objects.filter(supplier_line__order__state__in=["draft", "sent"]).select_related("line"):
        key = one.supplier_line_id, one.line.part_of_id or one.line_id
        much, told = found.get(key, (0, 0))
        found[key] = much + int(one.quantity), told + int(one.promised)
    return [Pledge(*key, *told) for key, told in found.items()]


def _wants() -> dict[int, Wants]:
    from optom.domain.orders.models import Line  # noqa: PLC0415
    from optom.domain.stock.models import Hold  # noqa: PLC0415

    promised: dict[int, int] = {}
    for hold in Hold.objects.filter(arrival__supply__isnull=False):
        promised[hold.owner] = promised.get(hold.owner, 0) + int(hold.quantity)
    return {
        line.pk: Wants(
            line.part_of_id or line.pk,
            (line.queued_at or line.order.placed_at, line.pk),
            promised.get(line.pk, 0),
            int(line.ordered - line.reserved - line.shipped - line.cancelled),
        )
        for line in Line.objects.select_related("order")
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tale=some.lists(STEPS, min_size=1, max_size=8))
def test_what_was_bought_for_a_line_is_for_its_parts(at: datetime, tale: list[Any]) -> None:
    with transaction.atomic():
        teller = Teller(at)
        teller.check()
        for name, which, much in tale:
            getattr(teller, name)(which, much)
            teller.check()
        transaction.set_rollback(True)
