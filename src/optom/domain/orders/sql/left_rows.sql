-- What the blocks of a draft have left out and nobody has put in since, in the order in which it was written.
select r.id, r.position, r.sheet, r.text, r.reason, r.paste_id as paste, r.number, r.brand, r.name
from orders_leftrow r join orders_draft d on d.id = r.draft_id
where r.draft_id = %(draft)s and d.contract_id = %(contract)s and r.taken_by_id is null
