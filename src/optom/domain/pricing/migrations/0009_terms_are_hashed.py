"""What costs each product of a set is asked once: the terms of a contract, and whether it has any price of its own.

Unfolded into the asking statement ``pricing_scheme`` was taken for ten rows, which were looked through three times for each
product; a rule for a group with fifty below it doubled the cost of every price. A strict function is not unfolded: taken for a
thousand rows, its answer is hashed.
"""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

_BEFORE = import_module("optom.domain.pricing.migrations.0005_one_look_for_a_price").PRICES
_TERMS = "    wanted as (\n"
_OWN = "            where f.contract_id = of_contract and"
PRICES = _BEFORE.replace(
    _TERMS,
    """    own as materialized (
        select exists (select from pricing_fixedprice f where f.contract_id = of_contract) as has_prices
    ),
"""
    + _TERMS,
).replace(_OWN, _OWN.replace("where", "where (select has_prices from own) and"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pricing", "0008_planned_lists")]

    operations: ClassVar = [
        migrations.RunSQL(
            "alter function pricing_scheme(bigint, timestamptz) strict;",
            "alter function pricing_scheme(bigint, timestamptz) called on null input;",
        ),
        migrations.RunSQL(PRICES, _BEFORE),
    ]
