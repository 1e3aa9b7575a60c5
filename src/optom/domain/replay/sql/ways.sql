-- How many contracts would pay less, more, the same for what they have ordered.
select count(*) filter (where proposed < present) as gain, count(*) filter (where proposed > present) as hurt,
    count(*) filter (where proposed = present) as same
from replay_total
where replay_id = %(replay)s and of = 'contract'
