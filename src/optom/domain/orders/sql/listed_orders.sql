-- Orders with what has become of them. Lines that did not all leave are few and have an index of their own: state and
-- time of an order are told from them. Where neither is asked for (a count, the keys of a page), nothing is read for them:
-- one row of figures for each order is a join that the planner leaves out. "offset 0": the last question is asked of few.
select o.id, o.contract_id as contract, o.placed_at, u.name as placed_by, o.note, o.total,
    (select count(*) from orders_line l where l.order_id = o.id) as lines,
    case
        when x.unfinished = 0 then 'shipped'
        when x.is_held then 'held'
        when x.is_waiting then 'waiting'
        when x.has_cancelled
            and not exists (select from orders_line l where l.order_id = o.id and l.shipped > 0 offset 0) then 'cancelled'
        else 'shipped'
    end as state,
    x.reserved_until,
    o.cost_centre_id as centre_id,
    k.code as centre,
    a.name as asked_by,
    o.together_on,
    o.whole_at
from orders_order o
left join accounts_user u on u.id = o.placed_by_id
left join accounts_user a on a.id = o.asked_by_id
left join companies_costcentre k on k.id = o.cost_centre_id
left join lateral (
    select count(*) as unfinished, bool_or(l.reserved > 0) as is_held,
        bool_or(l.reserved + l.shipped + l.cancelled < l.ordered) as is_waiting, bool_or(l.shipped = 0) as has_cancelled,
        min(l.reserved_until) filter (where l.reserved > 0) as reserved_until
    from orders_line l
    where l.contract_id = %(contract)s and l.order_id = o.id and l.shipped < l.ordered
) x on true
where o.contract_id = %(contract)s
