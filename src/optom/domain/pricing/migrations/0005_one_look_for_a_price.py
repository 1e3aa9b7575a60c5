"""The column's price of a product is found in the key of the table, which carries it: the rest of the function is as it was.

Joined plainly it was looked for by the product alone, which meets its prices of all columns, each in another place.
"""

from typing import ClassVar

from django.db import migrations

PRICES = """
create or replace function pricing_prices(of_contract bigint, as_of timestamptz, products bigint[], quantities numeric[],
                               from_history boolean)
returns table (product_id bigint, price numeric, base numeric, from_quantity numeric, column_id bigint,
               discount numeric, rounding numeric, rule_id bigint, fixed_id bigint)
language sql stable as $$
    with scheme as materialized (select * from pricing_scheme(of_contract, as_of)),
    wanted as (
        select p.id, w.quantity,
            coalesce(s1.column_id, s2.column_id, s3.column_id, s4.column_id) as column_id,
            coalesce(s1.discount, s2.discount, s3.discount, s4.discount) as discount,
            coalesce(s1.rule_id, s2.rule_id, s3.rule_id) as rule_id,
            s4.rounding
        from unnest(products, quantities) as w(id, quantity)
        join catalog_product p on p.id = w.id
        left join scheme s1 on s1.rank = 1 and s1.group_id = p.group_id and s1.brand_id = p.brand_id
        left join scheme s2 on s2.rank = 2 and s2.brand_id = p.brand_id
        left join scheme s3 on s3.rank = 3 and s3.group_id = p.group_id
        left join scheme s4 on s4.rank = 4
    ),
    based as (
        select w.*, f.id as fixed_id, f.amount as fixed,
            coalesce(b.from_quantity, 0) as from_quantity, coalesce(b.amount, c.amount, h.amount) as base
        from wanted w
        left join lateral (
            select f.id, f.amount from pricing_fixedprice f
            where f.contract_id = of_contract and f.product_id = w.id
                and f.valid_from <= as_of and (f.valid_to is null or f.valid_to > as_of)
            order by f.valid_from desc, f.id desc limit 1) f on true
        left join lateral (
            select c.amount from pricing_columnprice c
            where not from_history and c.column_id = w.column_id and c.product_id = w.id limit 1) c on true
        left join lateral (
            select b.from_quantity, b.amount from pricing_break b
            where not from_history and b.column_id = w.column_id and b.product_id = w.id
                and b.from_quantity <= w.quantity
            order by b.from_quantity desc limit 1) b on true
        left join lateral (
            select l.amount, l.from_quantity from (
                select distinct on (h.from_quantity) h.from_quantity, h.amount from pricing_pricechange h
                where from_history and h.product_id = w.id and h.column_id = w.column_id and h.at <= as_of
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
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pricing", "0004_price_in_its_key")]

    operations: ClassVar = [migrations.RunSQL(PRICES, migrations.RunSQL.noop)]
