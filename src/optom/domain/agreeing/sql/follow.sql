-- From a moment on these contracts follow the rules; those that do already keep their day.
with begun as (
    insert into agreeing_following (contract_id, at, by_id, reason)
    select c.id, %(at)s, %(actor)s, %(reason)s
    from companies_contract c
    where c.id = any(%(contracts)s::bigint[])
    on conflict (contract_id) do nothing
    returning contract_id
)
select b.contract_id as contract, c.company_id as company
from begun b
join companies_contract c on c.id = b.contract_id
