-- What is to be paid by each day in each currency, all contracts together (or one); the key is that of one of its entries.
select x.id, x.due_on, x.currency, greatest(%(today)s - x.due_on, 0) as days_overdue, x.clients, x.papers, x.amount,
    sum(x.amount) over (partition by x.currency order by x.due_on) as together
from (
    select min(i.entry_id) as id, i.due_on, c.currency, count(distinct i.contract_id) as clients, count(*) as papers,
        sum(i.amount) as amount
    from credit_openitem i
    join companies_contract c on c.id = i.contract_id
    where i.amount > 0 and (%(contract)s::bigint is null or i.contract_id = %(contract)s::bigint)
    group by i.due_on, c.currency
) x
