select c.payload::text as payload, c.issued_at, g.content as logo
from quotes_clientquote c
left join quotes_logo g on g.id = c.logo_id
where c.id = %(client_quote)s and c.contract_id = %(contract)s
