-- What moved with each contract from day to day, and what was owed before and after.
select c.id, c.company_id as company, m.name as company_name, m.inn, c.number, s.name as seller, c.currency, g.opening,
    g.debit, g.credit, g.closing
from credit_turnover(%(since)s, %(until)s) g
join companies_contract c on c.id = g.contract_id
left join companies_company m on m.id = c.company_id
left join companies_seller s on s.id = c.seller_id
where g.opening <> 0 or g.debit <> 0 or g.credit <> 0
