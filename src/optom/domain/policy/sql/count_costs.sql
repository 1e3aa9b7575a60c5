-- What goods cost us becomes what the policy says now; where it says nothing nothing is known.
with said as materialized (
    select product_id, round(cost, 4) as amount from (--costs--) c where cost > 0
),
gone as (
    delete from policy_unitcost u
    where (%(products)s::bigint[] is null or u.product_id = any(%(products)s::bigint[]))
        and not exists (select from said s where s.product_id = u.product_id)
)
insert into policy_unitcost as u (product_id, amount)
select product_id, amount
from said
order by product_id
on conflict (product_id) do update set amount = excluded.amount where u.amount is distinct from excluded.amount
