-- A payment is taken back: an entry of the other sign meets it whole, and what it had settled is open again, due when it
-- was due before. The account is locked.
with payment as (
    select * from credit_payment where id = %(payment)s
),
entry as (
    insert into credit_entry (contract_id, company_id, at, "on", kind, amount, due_on, title, subject, paper_id)
    select contract_id, company_id, %(at)s, %(on)s, 'reversal', amount, null, number,
        'credit.payment:' || id, null
    from payment
    returning id
),
settled as (
    select a.item_entry_id as item, sum(a.amount) as amount
    from credit_allocation a
    join payment p on p.entry_id = a.payment_entry_id
    group by 1
    having sum(a.amount) <> 0
),
allocated as (
    insert into credit_allocation (payment_entry_id, item_entry_id, company_id, amount, at)
    select p.entry_id, s.item, p.company_id, -s.amount, %(at)s from payment p cross join settled s
    union all
    select p.entry_id, e.id, p.company_id, p.amount, %(at)s from payment p cross join entry e
),
freed as (
    delete from credit_openitem i using payment p where i.entry_id = p.entry_id
),
opened as (
    insert into credit_openitem (entry_id, contract_id, company_id, due_on, amount)
    select s.item, e.contract_id, e.company_id, e.due_on, s.amount
    from settled s
    join credit_entry e on e.id = s.item
    on conflict (entry_id) do update set amount = credit_openitem.amount + excluded.amount
),
owed as (
    update credit_account a set debt = a.debt + p.amount from payment p where a.contract_id = p.contract_id
),
told as (
    insert into credit_reversal (payment_id, company_id, entry_id, reason)
    select p.id, p.company_id, e.id, %(reason)s from payment p cross join entry e
)
select id from entry
