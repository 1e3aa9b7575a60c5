select e.id, e.at, e."on", e.kind, e.amount, e.due_on, e.title, e.subject, e.paper_id as paper,
    coalesce(i.amount, 0) as open
from credit_entry e
left join credit_openitem i on i.entry_id = e.id
where e.contract_id = %(contract)s and e."on" between %(since)s and %(until)s
order by e."on", e.id
