-- How many prices a publication moves, and how many are held back.
select
    count(*) filter (where guard is null) as prices,
    count(*) filter (where guard is null and amount > before) as dearer,
    count(*) filter (where guard is null and amount < before) as cheaper,
    count(*) filter (where guard is not null) as held
from policy_proposedprice
where publication_id = %(publication)s
