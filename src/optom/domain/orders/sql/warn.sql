-- Whoever is told of these lines is told once of each moment. A line that somebody works with right now waits for the
-- next look.
with found as (
    select id from orders_line
    where contract_id = %(contract)s and reserved > 0 and reserved_until > %(at)s and reserved_until <= %(before)s
        and reserved > requested and warned_until is distinct from reserved_until
        and not exists (
            select from orders_order o where o.id = order_id and o.together_on is not null and o.whole_at is null
        )
    order by id
    for update skip locked
)
update orders_line l set warned_until = l.reserved_until
from found f, catalog_product p
where l.id = f.id and p.id = l.product_id
returning l.id, l.order_id, p.article, l.reserved - l.requested as quantity, l.reserved_until as until
