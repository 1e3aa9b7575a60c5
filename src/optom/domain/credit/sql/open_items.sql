select i.entry_id as entry, i.contract_id as contract, e."on", e.kind, coalesce(n.title, e.title) as title, e.subject,
    coalesce(n.paper_id, e.paper_id) as paper,
    e.amount, i.amount as open, i.due_on,
    case when i.amount > 0 then greatest(%(today)s - i.due_on, 0) else 0 end as days_overdue,
    p.kind as paper_kind, p.number as paper_number, coalesce(k.kept, 0) as kept, k.kept_for
from credit_openitem i
left join lateral (
    select sum(m.amount) as kept, string_agg(x.number, ', ' order by m.id) as kept_for
    from credit_earmark m
    left join documents_paper x on x.id = m.paper_id
    where m.entry_id = i.entry_id
) k on i.amount < 0
left join credit_entry e on e.id = i.entry_id
left join credit_naming n on n.entry_id = e.id
left join documents_paper p on p.id = coalesce(n.paper_id, e.paper_id)
