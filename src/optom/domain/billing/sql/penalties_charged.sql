-- By which claims penalties for a debt were charged, the first first.
select c.number, c."on", c.paper_id as paper, l.sum
from billing_penaltyline l
join billing_penaltyclaim c on c.id = l.claim_id
where l.entry_id = %(entry)s
order by c.id
