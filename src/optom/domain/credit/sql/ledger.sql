-- Entries of the ledger with what of each is not settled yet; owed is what it adds to the debt, paid what it takes off.
select e.id, e.contract_id as contract, e.at, e."on", e.kind, e.amount, e.due_on, e.title, e.subject,
    e.paper_id as paper, coalesce(i.amount, 0) as open, case when e.amount > 0 then e.amount end as owed,
    case when e.amount < 0 then -e.amount end as paid, p.kind as paper_kind, p.number as paper_number
from credit_entry e
left join credit_openitem i on i.entry_id = e.id
left join documents_paper p on p.id = e.paper_id
