-- These contracts don't follow the rules any more; what they have stays.
with ended as (
    delete from agreeing_following where contract_id = any(%(contracts)s::bigint[]) returning contract_id
)
select e.contract_id as contract, c.company_id as company
from ended e
join companies_contract c on c.id = e.contract_id
