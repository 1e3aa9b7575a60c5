-- From which quantities a contract pays another price for products of a set now, and what it pays there.
with steps as materialized (
    select b.product_id, b.from_quantity
    from pricing_prices(%(contract)s, %(at)s, %(products)s::bigint[],
        array_fill(1::numeric, array[cardinality(%(products)s::bigint[])]), false) p
    join pricing_break b on b.column_id = p.column_id and b.product_id = p.product_id
    where p.fixed_id is null
),
asked as materialized (
    select array_agg(product_id) as products, array_agg(from_quantity) as quantities from steps
)
select p.product_id, p.from_quantity, p.price
from asked a
cross join lateral pricing_prices(%(contract)s, %(at)s, a.products, a.quantities, false) p
order by p.product_id, p.from_quantity
