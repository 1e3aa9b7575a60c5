-- The terms that the rules make otherwise than they are, and those that they can't make, with why.
insert into agreeing_proposedterms (
    proposal_id, contract_id, column_before_id, discount_before, column_id, discount, rule, held, known
)
select %(proposal)s, contract_id, column_before, discount_before, column_id, discount, rule, held, known
from (--worked-out--) w
where held <> '' or (column_id, discount) is distinct from (column_before, discount_before)
order by contract_id
