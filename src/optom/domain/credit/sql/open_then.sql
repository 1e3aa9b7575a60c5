-- What was not settled at a moment, what was due first at the top and money paid ahead last; how much there was in all.
select i.entry_id as entry, e.contract_id as contract, e."on", e.kind, coalesce(n.title, e.title) as title, e.subject,
    coalesce(n.paper_id, e.paper_id) as paper,
    e.amount, i.amount as open, i.due_on,
    case when i.amount > 0 then greatest(%(today)s - i.due_on, 0) else 0 end as days_overdue,
    p.kind as paper_kind, p.number as paper_number, 0::numeric as kept, null::text as kept_for
from credit_open_then(%(contract)s, %(at)s) i
join credit_entry e on e.id = i.entry_id
left join credit_naming n on n.entry_id = e.id
left join documents_paper p on p.id = coalesce(n.paper_id, e.paper_id)
