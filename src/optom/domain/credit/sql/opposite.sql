-- The open items of the other sign, as many as the new amount can settle: one that goes first, then the oldest. The
-- account's row is locked.
select entry_id as entry, amount
from (
    select i.entry_id, i.amount, i.due_on,
        sum(abs(i.amount)) over (order by i.entry_id is not distinct from %(first)s::bigint desc, i.due_on nulls first,
            i.entry_id) - abs(i.amount) as before
    from credit_openitem i
    where i.contract_id = %(contract)s and sign(i.amount) = -sign(%(amount)s::numeric)
) oldest
where before < abs(%(amount)s::numeric)
order by entry_id is not distinct from %(first)s::bigint desc, due_on nulls first, entry_id
