-- What of each payment had settled nothing at a moment of its own.
select g.payment, g.moment as due_at, p.amount - coalesce(sum(a.amount), 0) as idle
from unnest(%(payments)s::bigint[], %(moments)s::timestamptz[]) with ordinality as g (payment, moment, place)
join credit_payment p on p.id = g.payment
left join credit_allocation a on a.payment_entry_id = p.entry_id and a.at <= g.moment
group by g.payment, g.moment, g.place, p.amount
having p.amount > coalesce(sum(a.amount), 0)
order by g.place
