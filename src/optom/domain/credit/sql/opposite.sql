-- The open items of the other sign, as many as the new amount can settle: one that goes first, then the oldest,
-- penalties last (ADR 0037). The account's row is locked.
select entry_id as entry, amount
from (
    select i.entry_id, i.amount, i.due_on, e.kind,
        sum(abs(i.amount)) over (
            order by i.entry_id is not distinct from %(first)s::bigint desc, e.kind = 'penalty', i.due_on nulls first, i.entry_id
        ) - abs(i.amount) as before
    from credit_openitem i
    join credit_entry e on e.id = i.entry_id
    where i.contract_id = %(contract)s and sign(i.amount) = -sign(%(amount)s::numeric)
) oldest
where before < abs(%(amount)s::numeric)
order by entry_id is not distinct from %(first)s::bigint desc, kind = 'penalty', due_on nulls first, entry_id
