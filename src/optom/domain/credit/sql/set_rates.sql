-- The last word about a day holds; nothing is written where it says the same.
insert into credit_rate (currency, "on", rate, is_by_hand, said_at, said_by_id)
select g.currency, g."on", g.rate, %(is_by_hand)s, %(at)s, %(actor)s
from unnest(%(currencies)s::text[], %(days)s::date[], %(rates)s::numeric[]) as g (currency, "on", rate)
on conflict on constraint credit_rate_once do update
set rate = excluded.rate, is_by_hand = excluded.is_by_hand, said_at = excluded.said_at, said_by_id = excluded.said_by_id
where credit_rate.rate <> excluded.rate
returning currency, "on", rate
