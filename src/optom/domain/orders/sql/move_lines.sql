-- Lines and open rows of one draft go into another, on top of what stands there. How they were written goes along, as a
-- block of its own: the one in which they came may be taken back or thrown away with its draft.
with gone as (
    delete from orders_draftline where draft_id = %(draft)s and product_id = any(%(products)s::bigint[])
    returning id, product_id, quantity
),
made as (
    insert into orders_paste (draft_id, company_id, key, pasted_at, author_id)
    values (%(target)s, %(company)s, %(key)s, %(at)s, %(actor)s)
    returning id
),
written as (
    update orders_pastedrow r set draft_id = %(target)s, paste_id = m.id, before = null
    from made m
    where r.draft_id = %(draft)s
        and (r.product_id = any(%(products)s::bigint[]) or r.product_id is null and r.id = any(%(rows)s::bigint[]))
)
insert into orders_draftline as l (draft_id, company_id, product_id, quantity)
select %(target)s, %(company)s, product_id, quantity from gone order by id
on conflict (draft_id, product_id) do update set quantity = l.quantity + excluded.quantity
