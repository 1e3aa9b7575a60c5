-- Money that lay idle settles what is owed.
with part as (
    select *
    from unnest(%(moneys)s::bigint[], %(items)s::bigint[], %(parts)s::numeric[]) as p (money, item, amount)
),
side as (
    select money as entry, sum(amount) as amount from part group by 1
    union all
    select item, sum(amount) from part group by 1
),
gone as (
    delete from credit_openitem i using side s where i.entry_id = s.entry and abs(i.amount) = s.amount
),
lessened as (
    update credit_openitem i set amount = i.amount - sign(i.amount) * s.amount
    from side s
    where i.entry_id = s.entry and abs(i.amount) <> s.amount
)
insert into credit_allocation (payment_entry_id, item_entry_id, company_id, amount, at)
select p.money, p.item, e.company_id, p.amount, %(at)s
from part p
join credit_entry e on e.id = p.money
