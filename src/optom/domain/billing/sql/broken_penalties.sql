-- A claim is the sum of its lines, and what the ledger is owed for it; its number is that on its paper.
select c.id, c.sum, coalesce(l.total, 0) as lines, e.amount as entry, c.number, p.number as paper_number
from billing_penaltyclaim c
join credit_entry e on e.id = c.entry_id
join documents_paper p on p.id = c.paper_id
left join (select claim_id, sum(sum) as total from billing_penaltyline group by 1) l on l.claim_id = c.id
where c.sum <> coalesce(l.total, 0) or c.sum <> e.amount or c.number <> p.number
order by 1
