-- So much more of what owners hold on hand is asked for, or less: locked by owner and warehouse. What was asked for before
-- holds knew of it may be more than was held: it can be taken back all the same.
with part as (
    select * from unnest(%(owners)s::bigint[], %(warehouses)s::bigint[], %(quantities)s::numeric[])
        as p(owner, warehouse_id, quantity)
),
locked as (
    select h.id, p.quantity
    from stock_hold h
    join part p on p.owner = h.owner and p.warehouse_id = h.warehouse_id
    where h.arrival_id is null
    order by h.owner, h.warehouse_id
    for update of h
)
update stock_hold h set asked = greatest(h.asked + l.quantity, 0)
from locked l where h.id = l.id
