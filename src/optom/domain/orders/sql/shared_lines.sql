-- How many goods of a draft stand in each of the contract's other drafts too.
select l.draft_id as draft, count(*) as lines
from orders_draftline l
join orders_draft d on d.id = l.draft_id and d.contract_id = %(contract)s and d.poured_into is null
where l.draft_id <> %(draft)s and l.product_id in (select product_id from orders_draftline where draft_id = %(draft)s)
group by l.draft_id
