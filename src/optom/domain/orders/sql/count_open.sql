-- How many pasted rows of a draft wait for an answer.
select count(*) from orders_pastedrow r join orders_draft d on d.id = r.draft_id
where r.draft_id = %(draft)s and d.contract_id = %(contract)s and r.product_id is null
