-- What is open of an entry is its amount without what was allocated, from its side or to it; never more than it is.
select e.id as entry, e.amount, coalesce(a.total, 0) as allocated,
    e.amount - sign(e.amount) * coalesce(a.total, 0) as expected, coalesce(i.amount, 0) as found
from credit_entry e
left join credit_openitem i on i.entry_id = e.id
left join (
    select entry, sum(amount) as total
    from (
        select payment_entry_id as entry, amount from credit_allocation
        union all
        select item_entry_id, amount from credit_allocation
    ) sides
    group by 1
) a on a.entry = e.id
where e.amount - sign(e.amount) * coalesce(a.total, 0) <> coalesce(i.amount, 0)
    or coalesce(a.total, 0) > abs(e.amount)
order by 1
