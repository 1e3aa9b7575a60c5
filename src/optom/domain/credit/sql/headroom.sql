-- Money that lies open beside a debt is kept for goods by an invoice, so what is past due needs no netting.
select t.credit_limit, a.debt, a.committed, a.reserved, a.kept - a.covered as kept, coalesce(o.overdue, 0) as overdue, o.oldest_overdue_on
from credit_account a
join companies_terms t
    on t.contract_id = a.contract_id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
cross join lateral (
    select sum(i.amount) as overdue, min(i.due_on) as oldest_overdue_on
    from credit_openitem i
    where i.contract_id = a.contract_id and i.due_on < %(today)s and i.amount > 0
) o
where a.contract_id = %(contract)s
