-- Payments are taken back: an entry of the other sign meets each whole, and what it had settled is open again, due when it
-- was due before. The accounts are locked. An entry is found again by its subject, which names the payment.
with payment as (
    select p.*, 'credit.payment:' || p.id as subject from credit_payment p where p.id = any(%(payments)s::bigint[])
),
entry as (
    insert into credit_entry (contract_id, company_id, at, "on", kind, amount, due_on, title, subject, paper_id)
    select contract_id, company_id, %(at)s, %(on)s, 'reversal', amount, null, number, subject, null
    from payment
    order by id
    returning id, subject
),
met as (
    select p.*, e.id as reversal from payment p join entry e on e.subject = p.subject
),
settled as (
    select p.entry_id as money, p.company_id, a.item_entry_id as item, sum(a.amount) as amount
    from credit_allocation a
    join payment p on p.entry_id = a.payment_entry_id
    group by 1, 2, 3
    having sum(a.amount) <> 0
),
allocated as (
    insert into credit_allocation (payment_entry_id, item_entry_id, company_id, amount, at)
    select money, item, company_id, -amount, %(at)s from settled
    union all
    select entry_id, reversal, company_id, amount, %(at)s from met
),
unkept as (
    delete from credit_earmark m using payment p where m.entry_id = p.entry_id
),
freed as (
    delete from credit_openitem i using payment p where i.entry_id = p.entry_id
),
opened as (
    insert into credit_openitem (entry_id, contract_id, company_id, due_on, amount)
    select e.id, e.contract_id, e.company_id, e.due_on, sum(s.amount)
    from settled s
    join credit_entry e on e.id = s.item
    group by e.id
    on conflict (entry_id) do update set amount = credit_openitem.amount + excluded.amount
),
owed as (
    update credit_account a set debt = a.debt + g.amount
    from (select contract_id, sum(amount) as amount from payment group by 1) g
    where a.contract_id = g.contract_id
)
insert into credit_reversal (payment_id, company_id, entry_id, reason)
select id, company_id, reversal, %(reason)s from met
