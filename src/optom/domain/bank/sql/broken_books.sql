-- Money that came waits or was given once to one contract, whole; money that went does neither.
select d.id as document, d.direction, d.amount,
    exists (select from bank_waiting w where w.document_id = d.id) as waits,
    coalesce(a.given, 0) as given, coalesce(a.paid, 0) as paid, coalesce(a.astray, 0) as astray
from bank_document d
left join (
    select a.document_id, count(*) as given, sum(p.amount) as paid,
        count(*) filter (where p.contract_id <> a.contract_id or r.payment_id is not null) as astray
    from bank_assignment a
    join credit_payment p on p.id = a.payment_id
    left join credit_reversal r on r.payment_id = p.id
    where not exists (select from bank_undoing u where u.assignment_id = a.id)
    group by 1
) a on a.document_id = d.id
where coalesce(a.given, 0) + (exists (select from bank_waiting w where w.document_id = d.id))::int
        <> (d.direction = 'in')::int
    or coalesce(a.paid, d.amount) <> d.amount
    or coalesce(a.astray, 0) > 0
order by 1
