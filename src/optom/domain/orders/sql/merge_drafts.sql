-- All of one draft goes into another, on top of what stands there: lines, and the blocks in which they came.
with gone as (
    delete from orders_draftline where draft_id = %(draft)s
    returning id, product_id, quantity
),
blocks as (
    update orders_paste set draft_id = %(target)s, key = left('from ' || draft_id || ' ' || id || ' ' || key, 60)
    where draft_id = %(draft)s
),
written as (
    update orders_pastedrow set draft_id = %(target)s where draft_id = %(draft)s
),
left_out as (
    update orders_leftrow set draft_id = %(target)s where draft_id = %(draft)s
)
insert into orders_draftline as l (draft_id, company_id, product_id, quantity)
select %(target)s, %(company)s, product_id, quantity from gone order by id
on conflict (draft_id, product_id) do update set quantity = l.quantity + excluded.quantity
