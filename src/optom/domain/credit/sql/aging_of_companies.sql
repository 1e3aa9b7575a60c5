-- The same of each company and currency; the key is that of one of its contracts.
select x.id, x.company, m.name as company_name, m.inn, x.currency, x.contracts, x.not_due, x.late_7, x.late_30, x.late_60,
    x.late_90, x.late_more, x.overdue, x.ahead, x.total
from (
    select min(c.id) as id, c.company_id as company, c.currency, count(*) as contracts, sum(g.not_due) as not_due,
        sum(g.late_7) as late_7, sum(g.late_30) as late_30, sum(g.late_60) as late_60, sum(g.late_90) as late_90,
        sum(g.late_more) as late_more, sum(g.overdue) as overdue, sum(g.ahead) as ahead, sum(g.total) as total
    from credit_aging(%(on)s) g
    join companies_contract c on c.id = g.contract_id
    group by c.company_id, c.currency
) x
left join companies_company m on m.id = x.company
