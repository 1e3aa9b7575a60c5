-- The contracts in which a person may work, the open ones first.
select c.id, c.number, c.signed_on, c.currency, c.is_active, c.company_id as company, k.name as company_name,
    c.seller_id as seller, s.name as seller_name
from companies_membership m
join companies_contract c on c.company_id = m.company_id
join companies_company k on k.id = c.company_id
join companies_seller s on s.id = c.seller_id
where m.user_id = %(user)s
order by c.is_active desc, k.name, c.signed_on, c.id
