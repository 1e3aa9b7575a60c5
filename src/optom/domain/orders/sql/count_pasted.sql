-- Of what was pasted into a draft: how many rows wait for an answer, how many were left out and are not put in since, and
-- how many of those are not kept; whether they stood on sheets that have names.
select
    (select count(*) from orders_pastedrow r where r.draft_id = d.id and r.product_id is null) as open,
    (select count(*) from orders_leftrow r where r.draft_id = d.id and r.taken_by_id is null) as left_out,
    (select coalesce(sum(p.left_out - %(most)s) filter (where p.left_out > %(most)s), 0)
     from orders_paste p where p.draft_id = d.id) as unkept,
    exists (select from orders_leftrow r where r.draft_id = d.id and r.taken_by_id is null and r.sheet <> '') as has_sheets
from orders_draft d
where d.id = %(draft)s and d.contract_id = %(contract)s
