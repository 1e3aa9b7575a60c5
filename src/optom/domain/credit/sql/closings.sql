-- Every closing and reopening, with what holds of it now.
select c.id, c.at, s.name as seller, c.contract_id as contract, k.number, m.name as company_name, c.until, c.is_agreed,
    c.reason, u.name as by,
    case
        when exists (
            select from credit_closing later
            where later.id > c.id and later.seller_id = c.seller_id
                and later.contract_id is not distinct from c.contract_id
        ) then 'past'
        when c.until is null then 'open'
        else 'closed'
    end as state
from credit_closing c
join companies_seller s on s.id = c.seller_id
left join companies_contract k on k.id = c.contract_id
left join companies_company m on m.id = c.company_id
left join accounts_user u on u.id = c.by_id
