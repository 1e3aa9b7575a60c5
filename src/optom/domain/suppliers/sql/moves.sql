-- How many prices have moved how far, in steps of per cent: a step is told by its lower bound, what has not moved by null.
select m.step, count(*) as many
from listed_offer l
cross join lateral (
    select case when l.price <> l.was then width_bucket(
        round(l.price / l.was * 100 - 100, 4), array[-50, -25, -10, -5, 0, 5, 10, 25, 50, 100]::numeric[]) end as step
) m
where l.seq is not null and l.was is not null and l.currency = l.was_currency
group by m.step
order by m.step nulls first
