"""Any sequence of orders and of suppliers' lists: no more is promised than there is, own goods first, as modelled."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.spec.supplies_model import ARRIVAL, STOCK, Model

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.django_db
NEAR, FAR = "near", "far"
LEADS = {NEAR: 2, FAR: 20}
_few = some.integers(0, 9)
STEPS = some.one_of(
    some.tuples(some.just("place"), some.integers(1, 9), some.booleans()),
    some.tuples(some.just("tell"), some.sampled_from((NEAR, FAR)), _few),
    some.tuples(some.just("place"), some.integers(1, 9), some.booleans()),
)
_tales = count(1)


class Teller:
    """Does each step in the program and in the model."""

    def __init__(self, at: datetime) -> None:
        from optom.domain.companies.models import Terms  # noqa: PLC0415 -- only now does Django know its settings
        from optom.domain.purchasing import actions  # noqa: PLC0415
        from optom.domain.purchasing.actions import Supplies  # noqa: PLC0415
        from optom.domain.suppliers.models import Terms as OfferTerms  # noqa: PLC0415
        from tests.domain.orders.reserves import Reserves  # noqa: PLC0415
        from tests.domain.purchasing.promising import has  # noqa: PLC0415
        from tests.trade import found_firm  # noqa: PLC0415

        self.at = at
        firm = found_firm(at - timedelta(days=30))
        alice = firm.person("alice")
        contracts = {may: firm.client(f"К{may}", f"770000000{7 + may}", alice) for may in (True, False)}
        Terms.objects.filter(contract_id=contracts[True]).update(from_suppliers=True)
        self.buyers = {may: Reserves(contract, alice, at) for may, contract in contracts.items()}
        self.bearing = firm.product("6204", price=10, on_hand=3)
        firm.arrival(self.bearing, 2, date(2027, 1, 20))
        self.offers = {name: has(firm, self.bearing, name, 5, at) for name in LEADS}
        self.model = Model({STOCK: 3, ARRIVAL: 2}, dict.fromkeys(LEADS, 5))
        self.lines: list[int] = []
        for name, made in self.offers.items():
            OfferTerms.objects.filter(pk=made.pk).update(lead_days=LEADS[name])
            actions.let_promise(supplier=made.supplier_id, supplies=Supplies(firm.moscow), actor=None, at=at)
        actions.tell_supplies(products=[self.bearing], at=at)

    def place(self, quantity: int, may: bool) -> None:  # noqa: FBT001 -- a step of the tale
        self.lines += self.buyers[may].order((self.bearing, quantity), key=f"s{next(_tales)}")
        self.model.place(quantity, may=may)

    def tell(self, supplier: str, quantity: int) -> None:
        from tests.domain.purchasing.promising import now_has  # noqa: PLC0415

        now_has(self.offers[supplier], quantity, self.at)
        self.model.tell(supplier, quantity)

    def check(self) -> None:
        from optom.domain.stock import queries as stock  # noqa: PLC0415
        from optom.domain.stock.models import Supply  # noqa: PLC0415

        names = {made.pk: name for name, made in self.offers.items()}
        for line, model in zip(self.lines, self.model.lines, strict=True):
            holds = stock.holds_of([line])
            sources = stock.sources_of(arrivals=[one.arrival for one in holds if one.arrival])
            held: dict[str, int] = {}
            for one in holds:
                name = STOCK if one.arrival is None else names.get(sources.get(one.arrival, 0), ARRIVAL)
                held[name] = held.get(name, 0) + int(one.quantity)
            assert held == {name: part for name, part in model.held.items() if part}
        for supply in Supply.objects.all():
            told = self.model.has[names[supply.source]]
            assert supply.taken == self.model.taken(names[supply.source]) <= told
            assert supply.quantity == told
        assert stock.broken_books() == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tale=some.lists(STEPS, min_size=1, max_size=7))
def test_no_more_is_promised_than_suppliers_have_and_own_goods_go_first(at: datetime, tale: list[Any]) -> None:
    with transaction.atomic():
        teller = Teller(at)
        for name, *given_ in tale:
            getattr(teller, name)(*given_)
            teller.check()
        transaction.set_rollback(True)
