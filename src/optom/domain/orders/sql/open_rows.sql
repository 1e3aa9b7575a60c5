-- The rows of pasted blocks of which nobody has said yet what they mean; all of them, or some.
select r.id, r.paste_id as paste, r.position, r.text, r.number, r.brand, r.name, r.note, r.quantity, r.odd_quantity,
    r.way, r.choices, r.price
from orders_pastedrow r join orders_draft d on d.id = r.draft_id
where r.draft_id = %(draft)s and d.contract_id = %(contract)s and r.product_id is null
    and (%(rows)s::bigint[] is null or r.id = any(%(rows)s::bigint[]))
order by r.paste_id, r.id
