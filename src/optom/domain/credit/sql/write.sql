-- An entry with everything that follows from it: the items that it settles (`parts` are positive), what stays
-- open of it, and the debt. One statement, so the books agree at every moment that somebody else can see.
with entry as (
    insert into credit_entry (contract_id, company_id, at, "on", kind, amount, due_on, title, subject, paper_id)
    values (
        %(contract)s, %(company)s, %(at)s, %(on)s, %(kind)s, %(amount)s, %(due_on)s, %(title)s, %(subject)s, %(paper)s
    )
    returning id
),
part as (
    select * from unnest(%(items)s::bigint[], %(parts)s::numeric[]) as p (item, amount)
),
allocated as (
    insert into credit_allocation (payment_entry_id, item_entry_id, company_id, amount, at)
    select
        case when %(amount)s::numeric < 0 then e.id else p.item end,
        case when %(amount)s::numeric < 0 then p.item else e.id end,
        %(company)s, p.amount, %(at)s
    from entry e cross join part p
),
settled as (
    delete from credit_openitem i using part p where i.entry_id = p.item and abs(i.amount) = p.amount
),
lessened as (
    update credit_openitem i set amount = i.amount - sign(i.amount) * p.amount
    from part p
    where i.entry_id = p.item and abs(i.amount) <> p.amount
),
opened as (
    insert into credit_openitem (entry_id, contract_id, company_id, due_on, amount)
    select e.id, %(contract)s, %(company)s, %(due_on)s, %(rest)s::numeric from entry e where %(rest)s::numeric <> 0
),
owed as (
    update credit_account set debt = debt + %(amount)s::numeric where contract_id = %(contract)s
)
select id from entry
