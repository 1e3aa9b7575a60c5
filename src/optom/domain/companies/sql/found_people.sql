-- People of clients by a part of the name or of the address, with the contract under which one finds each.
select u.id as "user", u.name, u.email, c.contract, c.company_name
from accounts_user u
cross join lateral (
    select k.id as contract, m.name as company_name
    from companies_membership b
    join companies_contract k on k.company_id = b.company_id
    join companies_company m on m.id = b.company_id
    where b.user_id = u.id
    order by k.is_active desc, k.id
    limit 1
) c
where lower(u.name) like lower(%(part)s::text) or lower(u.email) like lower(%(part)s::text)
order by u.name, u.id
limit %(most)s
