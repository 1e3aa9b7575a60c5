-- The lines of a draft; what they cost and whether they can be had is the assortment's to say.
select l.product_id, l.quantity from orders_draftline l
join orders_draft d on d.id = l.draft_id
where l.draft_id = %(draft)s and d.contract_id = %(contract)s
order by l.id
