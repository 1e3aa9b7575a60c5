-- All breaks by hand of the products and columns of these end: the ledger says so, and what is known of their shelves is in doubt.
with ended as (
    delete from pricing_break b
    using pricing_break named
    where named.id = any(%(keys)s::bigint[]) and b.column_id = named.column_id and b.product_id = named.product_id
        and b.owner_id is not null
    returning b.column_id, b.product_id, b.from_quantity
),
told as (
    insert into pricing_pricechange (column_id, product_id, from_quantity, amount, at, source, actor_id)
    select column_id, product_id, from_quantity, null, %(at)s, %(source)s, %(actor)s from ended
),
doubted as (
    insert into pricing_doubt (column_id, product_id) select distinct column_id, product_id from ended
)
select distinct e.column_id as "column", p.article
from ended e
join catalog_product p on p.id = e.product_id
