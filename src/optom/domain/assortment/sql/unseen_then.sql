-- What became of the products that carry a number, for a contract at a moment: as ``unseen``, out of the ledgers.
with named as (
    select array(select distinct c.product_id from catalog_code c where c.norm = %(code)s
        union select %(product)s::bigint where %(product)s::bigint is not null limit 100) as ids
),
found as materialized (
    select k.id, k.is_active, k.is_active and assortment_saw(%(contract)s, %(at)s, k.group_id, k.brand_id) as is_seen
    from named cross join lateral catalog_sold_then(named.ids, %(at)s) k
),
asked as (select coalesce(array_agg(id) filter (where is_seen), '{}') as ids from found),
priced as (
    select x.product_id as id
    from asked
    cross join lateral pricing_prices_then(
        %(contract)s, %(at)s, asked.ids, array_fill(1::numeric, array[cardinality(asked.ids)])) x
    where x.price is not null
)
select count(*) > 0 as is_known, coalesce(bool_or(is_active), false) as is_sold, coalesce(bool_or(is_seen), false) as is_seen,
    exists (select from priced) as is_priced,
    exists (
        select from found f
        cross join pricing_column c
        cross join lateral (
            select h.amount from pricing_pricechange h
            where h.product_id = f.id and h.column_id = c.id and h.from_quantity = 0 and h.at <= %(at)s
            order by h.at desc, h.id desc limit 1
        ) h
        where f.is_seen and h.amount is not null
    ) as has_price
from found
