-- What waits for its payment, a debt a row, in the order in which it was said.
select d.id as direction, d.number, d.said_at, d.expires_on, u.name as said_by, g.item, g.amount,
    coalesce(n.title, e.title) as title, e.kind, e."on",
    coalesce(n.paper_id, e.paper_id) as paper, p.kind as paper_kind, p.number as paper_number
from credit_direction d
cross join lateral unnest(d.items, d.amounts) with ordinality as g (item, amount, place)
join credit_entry e on e.id = g.item
left join accounts_user u on u.id = d.said_by_id
left join credit_naming n on n.entry_id = e.id
left join documents_paper p on p.id = coalesce(n.paper_id, e.paper_id)
where d.contract_id = %(contract)s and credit_direction_stands(d, %(today)s)
order by d.id, g.place
