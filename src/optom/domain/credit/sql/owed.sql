-- The oldest open items of each contract, as many as the money that came for it can settle, and those for which it is
-- meant; penalties come behind what they were charged for (ADR 0037). The accounts are locked.
select contract, entry, amount
from (
    select i.contract_id as contract, i.entry_id as entry, i.amount, i.due_on, g.total, e.kind,
        sum(i.amount) over (
            partition by i.contract_id order by e.kind = 'penalty', i.due_on nulls first, i.entry_id
        ) - i.amount as before
    from unnest(%(contracts)s::bigint[], %(totals)s::numeric[]) as g (contract, total)
    join credit_openitem i on i.contract_id = g.contract and i.amount > 0
    join credit_entry e on e.id = i.entry_id
) oldest
where before < total or entry = any(%(wished)s::bigint[])
order by contract, kind = 'penalty', due_on nulls first, entry
