-- What each contract had not settled at the end of a day, by how late it was.
select c.id, c.company_id as company, m.name as company_name, m.inn, c.number, s.name as seller, c.currency, g.not_due,
    g.late_7, g.late_30, g.late_60, g.late_90, g.late_more, g.overdue, g.ahead, g.total
from credit_aging(%(on)s) g
join companies_contract c on c.id = g.contract_id
left join companies_company m on m.id = c.company_id
left join companies_seller s on s.id = c.seller_id
