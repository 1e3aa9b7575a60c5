-- What a draft has brought into another goes out of it again: its lines, its blocks, and what was named of them since.
with blocks as materialized (
    select id from orders_paste where draft_id = %(target)s and starts_with(key, %(key)s)
),
gone as (
    delete from orders_pastedrow where paste_id in (select id from blocks) and draft_id = %(target)s
    returning product_id, quantity
),
left_out as (
    delete from orders_leftrow where paste_id in (select id from blocks)
),
emptied_blocks as (
    delete from orders_paste where id in (select id from blocks)
),
less as (
    select product_id, sum(quantity) as quantity
    from (
        select product_id, quantity from orders_draftline where draft_id = %(draft)s
        union all select product_id, quantity from gone
        union all select product_id, -quantity from orders_pastedrow where draft_id = %(draft)s
    ) each
    where product_id is not null group by product_id having sum(quantity) > 0
),
emptied as (
    delete from orders_draftline l using less
    where l.draft_id = %(target)s and l.product_id = less.product_id and l.quantity <= less.quantity
)
update orders_draftline l set quantity = l.quantity - less.quantity
from less
where l.draft_id = %(target)s and l.product_id = less.product_id and l.quantity > less.quantity
