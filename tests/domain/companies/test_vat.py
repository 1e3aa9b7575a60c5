"""By which regime a seller is taxed decides what becomes of the rate of the goods."""

from decimal import Decimal

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
REGIMES: dict[str, list[str | None]] = {
    "payer": ["22", "10", "0", None],
    "reduced_5": ["5", "5", "0", None],
    "reduced_7": ["7", "7", "0", None],
    "exempt": [None, None, None, None],
}


@pytest.mark.parametrize("regime", REGIMES)
def test_a_reduced_regime_taxes_nothing_higher_and_nothing_that_is_not_taxed(regime: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select companies_vat(%s, percent) from unnest(array[22, 10, 0, null]::numeric[]) as rate (percent)",
            [regime],
        )
        found = [row[0] for row in cursor.fetchall()]

    assert found == [None if one is None else Decimal(one) for one in REGIMES[regime]]
