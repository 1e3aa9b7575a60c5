-- What an entry settles, or what settles it: the other entry of each allocation, in the order in which they were made.
select a.at, a.amount, o.id as entry, o."on", o.kind, coalesce(n.title, o.title) as title,
    coalesce(n.paper_id, o.paper_id) as paper, p.kind as paper_kind, p.number as paper_number
from credit_allocation a
join credit_entry o on o.id = case when a.payment_entry_id = %(entry)s then a.item_entry_id else a.payment_entry_id end
left join credit_naming n on n.entry_id = o.id
left join documents_paper p on p.id = coalesce(n.paper_id, o.paper_id)
where a.payment_entry_id = %(entry)s or a.item_entry_id = %(entry)s
order by a.at, a.id
limit %(most)s
