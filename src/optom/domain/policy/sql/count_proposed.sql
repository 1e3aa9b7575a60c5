-- How many prices a publication moves, and how many are held back.
select coalesce(sum(prices), 0)::integer as prices, coalesce(sum(dearer), 0)::integer as dearer,
    coalesce(sum(cheaper), 0)::integer as cheaper, coalesce(sum(held), 0)::integer as held
from policy_total
where publication_id = %(publication)s and of = 'column'
