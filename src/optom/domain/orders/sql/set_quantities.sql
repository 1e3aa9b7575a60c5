-- Pick so much of each product; zero takes the line out.
with said as (
    select * from unnest(%(products)s::bigint[], %(quantities)s::numeric[]) as s(product_id, quantity)
),
gone as (
    delete from orders_draftline l using said s
    where l.draft_id = %(draft)s and l.product_id = s.product_id and s.quantity = 0
),
-- how it was written goes with it: notes of then are not those of a line picked anew
unwritten as (
    delete from orders_pastedrow r using said s
    where r.draft_id = %(draft)s and r.product_id = s.product_id and s.quantity = 0
)
insert into orders_draftline (draft_id, company_id, product_id, quantity)
select %(draft)s, %(company)s, product_id, quantity from said where quantity > 0
on conflict (draft_id, product_id) do update set quantity = excluded.quantity
