"""What a contract would pay if prices and breaks were others is what it pays when they are."""

from datetime import datetime
from decimal import Decimal

import pytest

from optom.base.sql import fetch
from optom.domain.pricing import queries, supposing
from optom.domain.pricing.models import Break, ColumnPrice
from tests.trade import Firm

pytestmark = pytest.mark.django_db
QUANTITIES = [Decimal(1), Decimal(5), Decimal(10)]


ASKED = """
select n.price
from (select %(contract)s::bigint, array_fill(%(product)s::bigint, array[3]), %(quantities)s::numeric[])
    a(contract_id, products, quantities)
cross join --prices--
order by n.quantity
"""
CHANGES = """
select %(column)s::bigint as column_id, %(product)s::bigint as product_id, x.from_quantity, x.amount
from unnest(%(steps)s::numeric[], %(amounts)s::numeric[]) x(from_quantity, amount)
"""
Changes = dict[int, str | None]


def supposed(contract: int, column: int, product: int, changes: Changes, at: datetime) -> list[Decimal]:
    text = ASKED.replace("--prices--", supposing.prices("n", CHANGES if changes else ""))
    given = {"contract": contract, "product": product, "quantities": QUANTITIES, "at": at}
    of = {"column": column, "steps": list(changes), "amounts": list(changes.values())}
    return [row.price for row in fetch(text, {**given, **of})]


def paid(contract: int, product: int, at: datetime) -> list[Decimal | None]:
    return [queries.prices(contract=contract, quantities={product: one}, at=at)[product].price for one in QUANTITIES]


@pytest.mark.parametrize(
    ("changes", "amounts"),
    [
        ({}, [100, 90, 80]),
        ({0: "110"}, [110, 90, 80]),
        ({0: "85"}, [85, 85, 80]),  # a break that is no lower any more ends
        ({0: None}, [None, None, None]),
        ({5: "70"}, [100, 70, 80]),
        ({5: None}, [100, 100, 80]),
        ({2: "95", 10: None}, [100, 90, 90]),
        ({0: "75", 5: "60", 10: "50"}, [75, 60, 50]),
    ],
)
def test_supposed_prices_are_paid_as_if_they_were_in_force(
    firm: Firm, contract: int, at: datetime, changes: Changes, amounts: list[int | None]
) -> None:
    bearing = firm.product("6204", price=100)
    for step, amount in ((5, 90), (10, 80)):
        firm.price(bearing, amount, from_quantity=step)
    assert paid(contract, bearing, at) == [100, 90, 80]
    assert supposed(contract, firm.wholesale, bearing, changes, at) == amounts
    _put(firm.wholesale, bearing, changes)
    assert paid(contract, bearing, at) == amounts


def _put(column: int, product: int, changes: Changes) -> None:
    """Into force, as publishing does it: breaks that are no lower than the price end."""
    for step, amount in changes.items():
        found = Break.objects.filter(column=column, product=product)
        if not step:
            ColumnPrice.objects.filter(column=column, product=product).delete()
            found.filter(amount__gte=amount or 0).delete()
            if amount:
                ColumnPrice.objects.create(column_id=column, product_id=product, amount=amount)
            continue
        found.filter(from_quantity=step).delete()
        if amount:
            Break.objects.create(column_id=column, product_id=product, from_quantity=step, amount=amount)
