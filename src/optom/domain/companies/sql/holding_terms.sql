-- The numbers under which contracts that are open may hold goods at a moment.
select c.id as contract, c.company_id as company, t.reservation_hours, t.reservation_limit
from companies_contract c
join companies_terms t
    on t.contract_id = c.id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
where c.id = any(%(contracts)s::bigint[]) and c.is_active
