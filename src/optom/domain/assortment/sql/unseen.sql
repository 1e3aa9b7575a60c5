-- What becomes of the products that carry a number, for a contract: are there any, are they sold at all, to this one, and
-- is there a price for it, or for anybody.
with found as (
    select p.id, p.is_active, p.is_active and p.group_id in (select assortment_groups(%(contract)s))
        and p.brand_id in (select assortment_brands(%(contract)s)) as is_seen
    from (select distinct c.product_id as id from catalog_code c where c.norm = %(code)s
        union select %(product)s::bigint where %(product)s::bigint is not null limit 100) named
    join catalog_product p on p.id = named.id
),
asked as (select coalesce(array_agg(id) filter (where is_seen), '{}') as ids from found),
priced as (
    select x.product_id as id
    from asked
    cross join lateral pricing_prices(
        %(contract)s, %(at)s, asked.ids, array_fill(1::numeric, array[cardinality(asked.ids)]), false) x
    where x.price is not null
)
select count(*) > 0 as is_known, coalesce(bool_or(is_active), false) as is_sold, coalesce(bool_or(is_seen), false) as is_seen,
    exists (select from priced) as is_priced,
    exists (select from pricing_columnprice c join found f on f.id = c.product_id where f.is_seen) as has_price
from found
