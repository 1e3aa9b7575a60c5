"""What a newcomer is left is what the plan for those who wait does not give away, whatever the queue and the goods."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.django_db

_names = count(1)
_few = some.integers(1, 9)
_waits = some.fixed_dictionaries(
    {
        "product": some.integers(0, 1),
        "quantity": some.integers(1, 6),
        "limit": some.one_of(some.none(), some.integers(0, 40)),
        "places": some.sampled_from(["", "m", "k", "mk"]),
        "is_active": some.sampled_from([True, True, True, False]),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    queue=some.lists(_waits, min_size=1, max_size=7),
    stands=some.tuples(_few, _few, _few, _few),
    comes=some.lists(some.tuples(some.integers(0, 1), _few, some.integers(0, 3)), max_size=3),
    packs=some.tuples(some.integers(1, 3), some.integers(1, 3)),
)
def test_the_queue_and_the_newcomer_share_all_goods_without_a_gap(
    at: datetime,
    queue: list[dict[str, Any]],
    stands: tuple[int, ...],
    comes: list[tuple[int, int, int]],
    packs: tuple[int, int],
) -> None:
    with transaction.atomic():
        products = _a_queue(at, queue, packs)
        _goods_come(at, products, stands, comes)
        _compare(at, products)
        transaction.set_rollback(True)


def _compare(at: datetime, products: list[int]) -> None:
    from optom.domain.orders.actions import serving  # noqa: PLC0415 -- only now does Django know its settings
    from optom.domain.orders.spoken_for import unspoken  # noqa: PLC0415
    from optom.domain.orders.waiting import free_of, promised_of  # noqa: PLC0415
    from optom.domain.stock import queries as stock  # noqa: PLC0415

    free = stock.free(products=products)
    given_away = promised_of(serving._plan(at))
    assert free_of(unspoken(free, at)) == {
        place: quantity - given_away.get(place, 0) for place, quantity in free_of(free).items()
    }


def _a_queue(at: datetime, queue: list[dict[str, Any]], packs: tuple[int, int]) -> list[int]:
    """Each line is of a contract of its own: what two lines of one limit do is told by the domain's tests."""
    from optom.domain.companies.models import Contract  # noqa: PLC0415
    from optom.domain.stock.models import ContractWarehouse  # noqa: PLC0415
    from tests.domain.orders.reserves import Reserves  # noqa: PLC0415
    from tests.trade import dec, found_firm  # noqa: PLC0415

    firm = found_firm(at - timedelta(days=30))
    alice = firm.person("alice")
    first = firm.client("Механик", "7700000009", alice)
    company = Contract.objects.get(pk=first).company_id
    products = [firm.product(f"62{n}", price="3.33", multiple=pack) for n, pack in enumerate(packs)]
    for waits in queue:
        limit = waits["limit"]
        contract = firm.contract(company, f"q{next(_names)}", reservation_limit=None if limit is None else dec(limit))
        for place in waits["places"]:
            warehouse = {"m": firm.moscow, "k": firm.kazan}[place]
            ContractWarehouse.objects.create(contract_id=contract, warehouse_id=warehouse)
        product, pack = products[waits["product"]], packs[waits["product"]]
        Reserves(contract, alice, at).order((product, waits["quantity"] * pack))
        Contract.objects.filter(pk=contract).update(is_active=waits["is_active"])
    return products


def _goods_come(at: datetime, products: list[int], stands: tuple[int, ...], comes: list[tuple[int, int, int]]) -> None:
    from optom.domain.stock.models import Arrival, Balance, Warehouse  # noqa: PLC0415

    warehouses = Warehouse.objects.order_by("id").values_list("id", flat=True)
    places = [(product, warehouse) for product in products for warehouse in warehouses]
    for (product, warehouse), quantity in zip(places, stands, strict=True):
        Balance.objects.create(product_id=product, warehouse_id=warehouse, on_hand=quantity)
    for number, quantity, days in comes:
        on = (at + timedelta(days=days)).date()
        Arrival.objects.create(
            product_id=products[number], warehouse_id=warehouses[0], expected_on=on, quantity=quantity
        )
