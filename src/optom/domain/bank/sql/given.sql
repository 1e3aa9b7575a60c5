select a.id, a.document_id as document, a.payment_id as payment, a.contract_id as contract, a.company_id as company,
    d.number, d.amount
from bank_assignment a
join bank_document d on d.id = a.document_id
where a.document_id = any(%(documents)s::bigint[])
    and not exists (select from bank_undoing u where u.assignment_id = a.id)
order by a.document_id
