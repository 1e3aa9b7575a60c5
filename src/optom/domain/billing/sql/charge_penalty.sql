with claim as (
    insert into billing_penaltyclaim (contract_id, company_id, paper_id, entry_id, number, "on", sum)
    values (%(contract)s, %(company)s, %(paper)s, %(entry)s, %(number)s, %(on)s, %(sum)s)
    returning id
),
line as (
    insert into billing_penaltyline (claim_id, entry_id, company_id, sum)
    select c.id, l.entry, %(company)s, l.sum
    from claim c
    cross join unnest(%(entries)s::bigint[], %(sums)s::numeric[]) as l (entry, sum)
)
select id from claim
