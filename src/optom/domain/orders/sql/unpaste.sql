-- Take a block back: its rows go, and of the lines what they brought in; what they had lowered or taken out is there again.
with gone as (
    delete from orders_pastedrow where paste_id = %(paste)s and draft_id = %(draft)s
    returning product_id, quantity, before
),
less as (
    select product_id, coalesce(sum(quantity), 0) - coalesce(max(before), 0) as quantity
    from gone where product_id is not null group by product_id
),
emptied as (
    delete from orders_draftline l using less
    where l.draft_id = %(draft)s and l.product_id = less.product_id and l.quantity <= less.quantity
),
lowered as (
    update orders_draftline l set quantity = l.quantity - less.quantity
    from less
    where l.draft_id = %(draft)s and l.product_id = less.product_id and less.quantity > 0 and l.quantity > less.quantity
)
insert into orders_draftline as l (draft_id, company_id, product_id, quantity)
select d.id, d.company_id, less.product_id, -less.quantity
from less join orders_draft d on d.id = %(draft)s
where less.quantity < 0
on conflict (draft_id, product_id) do update set quantity = l.quantity + excluded.quantity
