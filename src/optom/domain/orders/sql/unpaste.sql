-- Take a block back: its rows go, and of the lines what they brought in; what they had lowered rises again.
with gone as (
    delete from orders_pastedrow where paste_id = %(paste)s and draft_id = %(draft)s
    returning product_id, quantity, before
),
less as (
    select product_id, sum(quantity) - coalesce(max(before), 0) as quantity
    from gone where product_id is not null group by product_id
),
emptied as (
    delete from orders_draftline l using less
    where l.draft_id = %(draft)s and l.product_id = less.product_id and l.quantity <= less.quantity
)
update orders_draftline l set quantity = l.quantity - less.quantity
from less
where l.draft_id = %(draft)s and l.product_id = less.product_id and l.quantity > less.quantity
