-- The same of each contract together.
select c.id, c.company_id as company, m.name as company_name, m.inn, c.number, s.name as seller, c.currency, g.debts,
    g.open, g.penalty, g.charged, g.rest
from (
    select p.contract_id, count(*) as debts, sum(p.open) as open, sum(p.penalty) as penalty,
        sum(coalesce(l.charged, 0)) as charged, sum(greatest(p.penalty - coalesce(l.charged, 0), 0)) as rest
    from credit_penalties(null, %(moment)s, %(on)s) p
    left join (select entry_id, sum(sum) as charged from billing_penaltyline group by 1) l on l.entry_id = p.entry_id
    where p.penalty > 0 or l.charged > 0
    group by 1
) g
join companies_contract c on c.id = g.contract_id
left join companies_company m on m.id = c.company_id
left join companies_seller s on s.id = c.seller_id
