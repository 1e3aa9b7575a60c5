-- The rows that were named under a key are open again: what they brought goes out of the lines.
with said as materialized (
    select id, product_id, quantity, number, brand, name from orders_pastedrow
    where draft_id = %(draft)s and answer = %(key)s and product_id is not null
    for update
),
opened as (
    update orders_pastedrow r
    set product_id = null, way = '', answer = '',
        quantity = case when r.odd_quantity = '' then r.quantity end
    from said where r.id = said.id
),
less as (
    select product_id, sum(quantity) as quantity from said group by product_id
),
emptied as (
    delete from orders_draftline l using less
    where l.draft_id = %(draft)s and l.product_id = less.product_id and l.quantity <= less.quantity
),
lowered as (
    update orders_draftline l set quantity = l.quantity - less.quantity
    from less
    where l.draft_id = %(draft)s and l.product_id = less.product_id and l.quantity > less.quantity
)
select id, number, brand, name from said order by id
