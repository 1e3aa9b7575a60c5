-- The open items of the other sign, as many as the new amount can settle: one that goes first, then money that is kept
-- for these goods, then the oldest, penalties last (ADR 0037, 0047). Money kept for other goods stays where it is; of goods of
-- several invoices the oldest one counts. The account's row is locked.
with asked as (
    select distinct on (g.line) g.line, g.sum, m.subject
    from unnest(%(lines)s::bigint[], %(sums)s::numeric[]) as g (line, sum)
    join credit_earmark m on m.contract_id = %(contract)s and g.line = any(m.goods)
    order by g.line, m.id
),
meant as (
    select m.entry_id, m.id, least(m.amount, greatest(a.sum - m.before, 0)) as amount
    from (
        select id, entry_id, subject, amount, sum(amount) over (partition by subject order by id) - amount as before
        from credit_earmark
        where contract_id = %(contract)s
    ) m
    join (select subject, sum(sum) as sum from asked group by 1) a on a.subject = m.subject
),
choice as (
    select i.entry_id as entry, t.id as earmark, t.amount, i.due_on
    from meant t
    join credit_openitem i on i.entry_id = t.entry_id and sign(i.amount) = -sign(%(amount)s::numeric)
    where t.amount > 0
    union all
    select i.entry_id, null, abs(i.amount) - coalesce(k.kept, 0), i.due_on
    from credit_openitem i
    left join (
        select entry_id, sum(amount) as kept from credit_earmark where contract_id = %(contract)s group by 1
    ) k on k.entry_id = i.entry_id
    where i.contract_id = %(contract)s and sign(i.amount) = -sign(%(amount)s::numeric)
        and abs(i.amount) > coalesce(k.kept, 0)
)
select entry, earmark, amount
from (
    select c.*, row_number() over oldest as place, sum(c.amount) over oldest - c.amount as before
    from choice c
    join credit_entry e on e.id = c.entry
    window oldest as (
        order by c.entry is not distinct from %(first)s::bigint desc, c.earmark is null, e.kind = 'penalty',
            c.due_on nulls first, c.entry, c.earmark
    )
) o
where before < abs(%(amount)s::numeric)
order by place
