-- What of the money of a contract is kept, and for what; the oldest first.
select m.id, m.entry_id as entry, m.subject, m.goods, m.amount, m.covered, m.paper_id as paper, p.kind as paper_kind,
    p.number as paper_number
from credit_earmark m
left join documents_paper p on p.id = m.paper_id
where m.contract_id = %(contract)s
order by m.id
