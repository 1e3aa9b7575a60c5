-- Open rows want so much; a row of none is dropped.
with said as (
    select * from unnest(%(rows)s::bigint[], %(quantities)s::numeric[]) as s(id, quantity)
),
dropped as (
    delete from orders_pastedrow r using said s
    where r.id = s.id and s.quantity = 0 and r.draft_id = %(draft)s and r.product_id is null
)
update orders_pastedrow r set quantity = s.quantity, odd_quantity = ''
from said s
where r.id = s.id and s.quantity > 0 and r.draft_id = %(draft)s and r.product_id is null
