-- This is written beside open rows.
update orders_pastedrow r set note = s.note
from unnest(%(rows)s::bigint[], %(notes)s::text[]) as s(id, note)
where r.id = s.id and r.draft_id = %(draft)s and r.product_id is null
