-- What the delay of each debt has cost by the end of a day, by the terms; what of it is charged, what is not yet.
select e.id, e.contract_id as contract, e.company_id as company, e."on", e.kind, coalesce(n.title, e.title) as title, p.kind as paper_kind,
    p.number as paper_number, coalesce(n.paper_id, e.paper_id) as paper, e.amount, e.due_on, g.days_overdue, g.sums, g.days, g.open, g.percent, g.grace, g.cap,
    g.penalty, coalesce(l.charged, 0) as charged, greatest(g.penalty - coalesce(l.charged, 0), 0) as rest
from credit_penalties(%(contract)s::bigint, %(moment)s, %(on)s) g
join credit_entry e on e.id = g.entry_id
left join credit_naming n on n.entry_id = e.id
left join documents_paper p on p.id = coalesce(n.paper_id, e.paper_id)
left join (select entry_id, sum(sum) as charged from billing_penaltyline group by 1) l on l.entry_id = e.id
where g.penalty > 0 or l.charged > 0
