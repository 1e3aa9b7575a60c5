-- What persons have saved, by months of the receipts that prove it.
select (s.person_id * 100000 + extract(year from m.month) * 12 + extract(month from m.month))::bigint as id, u.name as person, m.month,
    count(*) filter (where r.reverses_id is null) as receipts, sum(r.amount) as amount
from bargaining_realised r
join bargaining_saving s on s.id = r.saving_id
join accounts_user u on u.id = s.person_id
cross join lateral (select date_trunc('month', r."on")::date as month) m
group by s.person_id, u.name, m.month
