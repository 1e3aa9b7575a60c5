-- These open rows mean these products: their quantities go into the lines of the draft. What could not be understood of
-- a quantity stays written there, for whoever takes the answer back.
with said as (
    select * from unnest(%(rows)s::bigint[], %(products)s::bigint[], %(quantities)s::numeric[])
        as s(id, product_id, quantity)
),
answered as (
    update orders_pastedrow r set product_id = s.product_id, quantity = s.quantity, way = %(way)s, answer = %(key)s
    from said s
    where r.id = s.id and r.draft_id = %(draft)s and r.product_id is null
    returning r.product_id, r.quantity, r.position
)
insert into orders_draftline as l (draft_id, company_id, product_id, quantity)
select %(draft)s, %(company)s, product_id, sum(quantity) from answered group by product_id order by min(position)
on conflict (draft_id, product_id) do update set quantity = l.quantity + excluded.quantity
