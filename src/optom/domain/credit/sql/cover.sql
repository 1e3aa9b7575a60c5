-- What of kept money goes with what shipments ask for of each line of an order, anew; of a line of several invoices the
-- oldest one counts. The accounts are locked.
with asked as (
    select distinct on (g.line) g.line, g.sum, m.contract_id as contract, m.subject
    from unnest(%(lines)s::bigint[], %(sums)s::numeric[]) as g (line, sum)
    join credit_earmark m on m.contract_id = any(%(contracts)s::bigint[]) and g.line = any(m.goods)
    order by g.line, m.id
),
told as (
    select m.id, m.contract_id as contract, m.covered as was,
        least(m.amount, greatest(coalesce(a.sum, 0) - m.before, 0)) as covered
    from (
        select k.*, sum(k.amount) over (partition by k.contract_id, k.subject order by k.id) - k.amount as before
        from credit_earmark k
        where k.contract_id = any(%(contracts)s::bigint[])
    ) m
    left join (select contract, subject, sum(sum) as sum from asked group by 1, 2) a
        on a.contract = m.contract_id and a.subject = m.subject
),
written as (
    update credit_earmark m set covered = t.covered from told t where m.id = t.id and t.covered <> t.was
),
changed as (
    update credit_account a set covered = a.covered + t.moved
    from (select contract, sum(covered - was) as moved from told group by 1) t
    where a.contract_id = t.contract and t.moved <> 0
    returning a.contract_id, a.company_id, t.moved
)
insert into credit_accountmove (at, contract_id, company_id, committed, reserved, kept, covered)
select %(at)s, contract_id, company_id, 0, 0, 0, moved from changed
