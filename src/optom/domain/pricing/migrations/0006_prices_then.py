"""What a contract paid at any moment, for goods as they were sold and in the tree as it stood then (ADR 0026)."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations

_NOW = import_module("optom.domain.pricing.migrations.0003_derivation").SCHEME
# The same terms of a moment, laid over the groups of that moment.
SCHEME_THEN = _NOW.replace("pricing_scheme(", "pricing_scheme_then(").replace(
    "left join catalog_grouppath g", "left join catalog_grouppath_then(as_of) g"
)
# As ``pricing_prices``, of any moment: from the ledger of price changes, and of how products were sold.
PRICES_THEN = """
create function pricing_prices_then(of_contract bigint, as_of timestamptz, products bigint[], quantities numeric[])
returns table (product_id bigint, price numeric, base numeric, from_quantity numeric, column_id bigint,
               discount numeric, rounding numeric, rule_id bigint, fixed_id bigint)
language sql stable as $$
    with scheme as materialized (select * from pricing_scheme_then(of_contract, as_of)),
    wanted as (
        select p.id, w.quantity,
            coalesce(s1.column_id, s2.column_id, s3.column_id, s4.column_id) as column_id,
            coalesce(s1.discount, s2.discount, s3.discount, s4.discount) as discount,
            coalesce(s1.rule_id, s2.rule_id, s3.rule_id) as rule_id,
            s4.rounding
        from unnest(products, quantities) as w(id, quantity)
        join catalog_sold_then(products, as_of) p on p.id = w.id
        left join scheme s1 on s1.rank = 1 and s1.group_id = p.group_id and s1.brand_id = p.brand_id
        left join scheme s2 on s2.rank = 2 and s2.brand_id = p.brand_id
        left join scheme s3 on s3.rank = 3 and s3.group_id = p.group_id
        left join scheme s4 on s4.rank = 4
    ),
    based as (
        select w.*, f.id as fixed_id, f.amount as fixed, coalesce(h.from_quantity, 0) as from_quantity, h.amount as base
        from wanted w
        left join lateral (
            select f.id, f.amount from pricing_fixedprice f
            where f.contract_id = of_contract and f.product_id = w.id
                and f.valid_from <= as_of and (f.valid_to is null or f.valid_to > as_of)
            order by f.valid_from desc, f.id desc limit 1) f on true
        left join lateral (
            select l.amount, l.from_quantity from (
                select distinct on (h.from_quantity) h.from_quantity, h.amount from pricing_pricechange h
                where h.product_id = w.id and h.column_id = w.column_id and h.at <= as_of
                    and h.from_quantity <= coalesce(w.quantity, 0)
                order by h.from_quantity, h.at desc, h.id desc) l
            where l.amount is not null
            order by l.from_quantity desc limit 1) h on true
    )
    select id,
        coalesce(fixed, round(base * (100 - discount) / 100 / rounding) * rounding),
        base, from_quantity, column_id, discount, rounding, rule_id, fixed_id
    from based
$$;
grant execute on function pricing_scheme_then, pricing_prices_then to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pricing", "0005_one_look_for_a_price"), ("catalog", "0013_how_goods_were_sold")]

    operations: ClassVar = [
        migrations.RunSQL(SCHEME_THEN, "drop function pricing_scheme_then;"),
        migrations.RunSQL(PRICES_THEN, "drop function pricing_prices_then;"),
    ]
