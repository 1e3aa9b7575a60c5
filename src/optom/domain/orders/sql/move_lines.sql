-- Lines of one draft go into another, on top of what stands there, with how they were written.
with gone as (
    delete from orders_draftline where draft_id = %(draft)s and product_id = any(%(products)s::bigint[])
    returning id, product_id, quantity
),
written as (
    update orders_pastedrow set draft_id = %(target)s
    where draft_id = %(draft)s and product_id = any(%(products)s::bigint[])
)
insert into orders_draftline as l (draft_id, company_id, product_id, quantity)
select %(target)s, %(company)s, product_id, quantity from gone order by id
on conflict (draft_id, product_id) do update set quantity = l.quantity + excluded.quantity
