-- What is open of a contract, and what a payment has settled of it, the oldest due first. The account is locked.
select e.id as item, coalesce(n.title, e.title) as title, coalesce(i.amount, 0) as open,
    coalesce(s.amount, 0) as settled
from (
    select entry_id as id from credit_openitem where contract_id = %(contract)s and amount > 0
    union
    select item_entry_id from credit_allocation where payment_entry_id = %(money)s::bigint
) near
join credit_entry e on e.id = near.id
left join credit_openitem i on i.entry_id = e.id
left join credit_naming n on n.entry_id = e.id
left join (
    select item_entry_id as item, sum(amount) as amount
    from credit_allocation
    where payment_entry_id = %(money)s::bigint
    group by 1
) s on s.item = e.id
where coalesce(i.amount, 0) > 0 or coalesce(s.amount, 0) > 0
order by e.due_on nulls first, e.id
