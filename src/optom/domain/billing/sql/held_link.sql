-- What the link whose hash the session holds opens: nothing when it is revoked, expired, or its maker has left.
select h.link as id, h.company, k.name as company_name, h.contract, c.number as contract_number, h.issued_from,
    h.issued_before, h.expires_at
from billing_held_link() h
join companies_company k on k.id = h.company
left join companies_contract c on c.id = h.contract
