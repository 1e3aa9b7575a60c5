-- What was kept for goods has gone with them.
with part as (
    select * from unnest(%(earmarks)s::bigint[], %(parts)s::numeric[]) as p (earmark, amount)
),
gone as (
    delete from credit_earmark m using part p where m.id = p.earmark and m.amount = p.amount
)
update credit_earmark m set amount = m.amount - p.amount, covered = least(m.covered, m.amount - p.amount)
from part p
where m.id = p.earmark and m.amount > p.amount
