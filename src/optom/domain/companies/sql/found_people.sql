-- People of clients by a part of the name or of the address, by an index, with the contract under which one finds each.
-- Of very many not all are looked through (`cap`).
with hits as materialized (
    select u.id, u.name, u.email
    from accounts_user u
    where lower(u.name) like lower(%(part)s::text) or lower(u.email) like lower(%(part)s::text)
    limit %(cap)s
)
select u.id as "user", u.name, u.email, c.contract, c.company_name
from hits u
cross join lateral (
    select k.id as contract, m.name as company_name
    from companies_membership b
    join companies_contract k on k.company_id = b.company_id
    join companies_company m on m.id = b.company_id
    where b.user_id = u.id
    order by k.is_active desc, k.id
    limit 1
) c
order by u.name, u.id
limit %(most)s
