-- Payments with everything that follows from them: their entries, what they settle, what of them stays open, what is
-- owed. An entry is found again by its subject, which is made of the payment's key.
with given as (
    select g.*, left('credit.payment:' || g.key, 60) as subject
    from unnest(
        %(each_key)s::text[], %(each_contract)s::bigint[], %(each_company)s::bigint[], %(each_number)s::text[],
        %(each_on)s::date[], %(each_amount)s::numeric[], %(each_purpose)s::text[], %(rests)s::numeric[]
    ) with ordinality as g (key, contract, company, number, "on", amount, purpose, rest, place)
),
entry as (
    insert into credit_entry (contract_id, company_id, at, "on", kind, amount, due_on, title, subject, paper_id)
    select contract, company, %(at)s, "on", 'payment', -amount, null, number, subject, null from given order by place
    returning id, subject
),
made as (
    select g.*, e.id as entry from given g join entry e on e.subject = g.subject
),
part as (
    select m.entry, m.company, p.item, p.amount
    from unnest(%(part_keys)s::text[], %(items)s::bigint[], %(parts)s::numeric[]) as p (key, item, amount)
    join made m on m.key = p.key
),
allocated as (
    insert into credit_allocation (payment_entry_id, item_entry_id, company_id, amount, at)
    select entry, item, company, amount, %(at)s from part
),
settled as (
    select item, sum(amount) as amount from part group by item
),
gone as (
    delete from credit_openitem i using settled s where i.entry_id = s.item and i.amount = s.amount
),
lessened as (
    update credit_openitem i set amount = i.amount - s.amount
    from settled s
    where i.entry_id = s.item and i.amount <> s.amount
),
opened as (
    insert into credit_openitem (entry_id, contract_id, company_id, due_on, amount)
    select entry, contract, company, null, -rest from made where rest <> 0
),
owed as (
    update credit_account a set debt = a.debt - g.amount
    from (select contract, sum(amount) as amount from given group by contract) g
    where a.contract_id = g.contract
)
insert into credit_payment (contract_id, company_id, entry_id, key, number, "on", amount, purpose)
select contract, company, entry, key, number, "on", amount, purpose from made order by place
returning id, key
