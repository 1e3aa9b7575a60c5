-- The orders of a contract, newest first, with what has become of them.
select o.id, o.placed_at, u.name as placed_by, o.note, o.total, count(l.id) as lines,
    coalesce(sum(l.reserved), 0) as reserved, coalesce(sum(l.shipped), 0) as shipped,
    coalesce(sum(l.ordered - l.reserved - l.shipped - l.cancelled), 0) as waiting,
    coalesce(sum(l.cancelled), 0) as cancelled, min(l.reserved_until) filter (where l.reserved > 0) as reserved_until
from orders_order o
join orders_line l on l.order_id = o.id
left join accounts_user u on u.id = o.placed_by_id
where o.contract_id = %(contract)s and (%(order)s::bigint is null or o.id = %(order)s)
group by o.id, u.name
order by o.id desc
limit %(limit)s
