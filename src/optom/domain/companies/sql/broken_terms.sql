-- At every moment a contract has one set of terms: each row begins where the one before it ends.
select contract_id as contract, valid_from as found, before as expected
from (
    select contract_id, valid_from, lag(valid_to) over (partition by contract_id order by valid_from, id) as before,
        row_number() over (partition by contract_id order by valid_from, id) as number
    from companies_terms
) t
where number > 1 and before is distinct from valid_from
union all
select c.id, null, null
from companies_contract c
where not exists (select from companies_terms t where t.contract_id = c.id and t.valid_to is null)
order by 1
