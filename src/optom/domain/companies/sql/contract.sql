select c.id, c.number, c.signed_on, c.currency, c.is_active, c.company_id as company, k.name as company_name,
    c.seller_id as seller, s.name as seller_name
from companies_contract c
join companies_company k on k.id = c.company_id
join companies_seller s on s.id = c.seller_id
where c.id = %(contract)s
