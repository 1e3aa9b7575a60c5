-- The terms of a proposal that nothing holds back, of contracts that still follow the rules.
select contract_id as contract, column_before_id as column_before, discount_before, column_id as "column", discount, rule, known
from agreeing_proposedterms
where proposal_id = %(proposal)s and held = ''
    and exists (select from agreeing_following f where f.contract_id = agreeing_proposedterms.contract_id)
order by contract_id
