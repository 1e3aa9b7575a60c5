-- Quotes of a contract that hold, are no orders yet, and of which somebody has asked by a link that they be accepted.
select count(distinct q.id)
from quotes_plea w
join quotes_link l on l.id = w.link_id
join quotes_quote q on q.id = l.quote_id and q.contract_id = %(contract)s and q.valid_until > %(at)s
where w.company_id = %(company)s and not exists (select from quotes_acceptance a where a.quote_id = q.id)
