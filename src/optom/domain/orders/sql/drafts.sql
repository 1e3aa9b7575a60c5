-- The open tabs of a contract with the number of their lines.
select d.id, d.name, count(l.id) as lines
from orders_draft d left join orders_draftline l on l.draft_id = d.id
where d.contract_id = %(contract)s
group by d.id order by d.id
