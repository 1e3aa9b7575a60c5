-- So much less is kept for each of these, of the newest money first. The accounts are locked.
with told as (
    select m.id, m.amount, least(m.amount, greatest(g.amount - m.after, 0)) as part
    from (
        select k.*, sum(k.amount) over (partition by k.contract_id, k.subject order by k.id desc) - k.amount as after
        from credit_earmark k
        where k.contract_id = any(%(contracts)s::bigint[])
    ) m
    join unnest(%(contracts)s::bigint[], %(subjects)s::text[], %(amounts)s::numeric[]) as g (contract, subject, amount)
        on g.contract = m.contract_id and g.subject = m.subject
),
gone as (
    delete from credit_earmark m using told t where m.id = t.id and t.part = t.amount
)
update credit_earmark m set amount = m.amount - t.part, covered = least(m.covered, m.amount - t.part)
from told t
where m.id = t.id and t.part > 0 and t.part < t.amount
