-- Entries of the ledger with what of each is not settled yet; owed is what it adds to the debt, paid what it takes off.
select e.id, e.contract_id as contract, e.at, e."on", e.kind, e.amount, e.due_on, coalesce(n.title, e.title) as title,
    e.subject, coalesce(n.paper_id, e.paper_id) as paper, coalesce(i.amount, 0) as open,
    case when e.amount > 0 then e.amount end as owed,
    case when e.amount < 0 then -e.amount end as paid, p.kind as paper_kind, p.number as paper_number,
    w.number as note_number
from credit_entry e
left join credit_openitem i on i.entry_id = e.id
left join credit_naming n on n.entry_id = e.id
left join documents_paper w on n.entry_id is not null and w.id = e.paper_id
left join documents_paper p on p.id = coalesce(n.paper_id, e.paper_id)
