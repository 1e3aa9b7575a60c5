-- Orders with what has become of them. Lines that did not all leave are few, and have an index of their own: the state
-- of an order is read from them alone. "offset 0" keeps the last question from being answered for all orders at once.
select o.id, o.contract_id as contract, o.placed_at, u.name as placed_by, o.note, o.total,
    (select count(*) from orders_line l where l.order_id = o.id) as lines,
    case
        when exists (
            select from orders_line l
            where l.contract_id = %(contract)s and l.order_id = o.id and l.shipped < l.ordered and l.reserved > 0
        ) then 'held'
        when exists (
            select from orders_line l
            where l.contract_id = %(contract)s and l.order_id = o.id and l.shipped < l.ordered
                and l.reserved + l.shipped + l.cancelled < l.ordered
        ) then 'waiting'
        when exists (
            select from orders_line l
            where l.contract_id = %(contract)s and l.order_id = o.id and l.shipped < l.ordered and l.shipped = 0
        ) and not exists (select from orders_line l where l.order_id = o.id and l.shipped > 0 offset 0) then 'cancelled'
        else 'shipped'
    end as state,
    (
        select min(l.reserved_until) from orders_line l
        where l.contract_id = %(contract)s and l.order_id = o.id and l.shipped < l.ordered and l.reserved > 0
    ) as reserved_until
from orders_order o
left join accounts_user u on u.id = o.placed_by_id
where o.contract_id = %(contract)s
