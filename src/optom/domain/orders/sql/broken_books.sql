-- Where orders disagree with the stock or with the running figures of their contract.
select 'orders.reserved_is_sum_of_holds' as what, coalesce(l.id, h.owner)::text as subject,
    coalesce(h.quantity, 0) as expected, coalesce(l.reserved, 0) as found
from (select id, reserved from orders_line where reserved > 0) l
full join (select owner, sum(quantity) as quantity from stock_hold group by owner) h on h.owner = l.id
where coalesce(h.quantity, 0) <> coalesce(l.reserved, 0)
union all
select 'orders.requested_is_asked_of_holds', coalesce(l.id, h.owner)::text, coalesce(h.asked, 0), coalesce(l.requested, 0)
from (select id, requested from orders_line where requested > 0) l
full join (select owner, sum(asked) as asked from stock_hold where asked > 0 group by owner) h on h.owner = l.id
where coalesce(h.asked, 0) <> coalesce(l.requested, 0)
union all
select 'orders.reserved_value_of_contract', a.contract_id::text, coalesce(l.value, 0), a.reserved
from credit_account a
left join (
    select contract_id, sum(round(sum * reserved / ordered, 2)) as value from orders_line where reserved > 0 group by 1
) l on l.contract_id = a.contract_id
where coalesce(l.value, 0) <> a.reserved
union all
select 'orders.total_is_sum_of_lines', o.id::text, coalesce(sum(l.sum), 0), o.total
from orders_order o left join orders_line l on l.order_id = o.id
group by o.id having coalesce(sum(l.sum), 0) <> o.total
union all
select 'orders.draft_waits_for_an_approval', d.id::text, (a.id is not null)::int, d.is_waiting::int
from orders_draft d left join orders_approval a on a.draft = d.id and a.state = 'waiting'
where d.is_waiting <> (a.id is not null)
