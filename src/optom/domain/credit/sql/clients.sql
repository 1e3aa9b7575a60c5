-- Every contract with who it is with and how it stands: the finance desk's list.
select c.id, m.name as company, m.inn, c.number, s.name as seller, c.currency, c.is_active,
    t.credit_limit, a.debt, a.committed, t.credit_limit - a.debt - a.committed - (a.kept - a.covered) as headroom, a.reserved,
    coalesce(o.overdue, 0) as overdue, o.oldest_overdue_on
from companies_contract c
join companies_company m on m.id = c.company_id
join companies_seller s on s.id = c.seller_id
join credit_account a on a.contract_id = c.id
left join companies_terms t
    on t.contract_id = c.id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
left join (
    select i.contract_id, sum(i.amount) as overdue, min(i.due_on) as oldest_overdue_on
    from credit_openitem i
    where i.due_on < %(today)s and i.amount > 0
    group by i.contract_id
) o on o.contract_id = c.id
