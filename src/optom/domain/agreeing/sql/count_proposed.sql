-- How many contracts get other terms, and of how many they can't be made.
select count(*) filter (where held = '') as changes, count(*) filter (where held <> '') as held
from agreeing_proposedterms
where proposal_id = %(proposal)s
