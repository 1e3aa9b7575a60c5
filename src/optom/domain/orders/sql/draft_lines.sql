-- The lines of a draft, or those of some products; what they cost and whether they can be had is the assortment's to say.
select l.product_id, l.quantity from orders_draftline l
join orders_draft d on d.id = l.draft_id
where l.draft_id = %(draft)s and d.contract_id = %(contract)s
    and (%(products)s::bigint[] is null or l.product_id = any(%(products)s::bigint[]))
order by l.id
