-- Until when a line of a contract is held, and when its order was placed.
select l.reserved_until, o.placed_at
from orders_line l
join orders_order o on o.id = l.order_id
where l.id = %(line)s and l.contract_id = %(contract)s and l.reserved > 0
