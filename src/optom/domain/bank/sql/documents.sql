-- With what became of each: given to a contract, waiting, put aside, or not ours to give to anybody.
select d.id, d.file_id as file, f.name as file_name, d.line, d.direction, d.kind, d.number, d."on", d.moved_on,
    d.amount, d.currency, d.payer_account, d.payer_inn, d.payer_name, d.payee_account, d.payee_inn, d.payee_name,
    d.purpose,
    case
        when d.direction <> 'in' then d.direction
        when w.document_id is null then 'given'
        when w.is_aside then 'aside'
        else 'waits'
    end as state,
    a.id as assignment, a.contract_id as contract, c.number as contract_number, k.name as company_name, a.basis,
    a.payment_id as payment, w.note
from bank_document d
left join bank_statementfile f on f.id = d.file_id
left join bank_waiting w on w.document_id = d.id
left join bank_assignment a on a.document_id = d.id
    and not exists (select from bank_undoing u where u.assignment_id = a.id)
left join companies_contract c on c.id = a.contract_id
left join companies_company k on k.id = a.company_id
