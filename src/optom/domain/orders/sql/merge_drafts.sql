-- A copy of all of one draft goes into another, on top of what stands there: lines, and the blocks in which they came. A
-- block is known by the pouring and its own number, so that it is found when the pouring is taken back.
with blocks as (
    insert into orders_paste (draft_id, company_id, key, pasted_at, author_id, left_out)
    select %(target)s, %(company)s, %(key)s || id, pasted_at, author_id, left_out
    from orders_paste where draft_id = %(draft)s order by id
    returning id, key
),
copies as (
    select id, substr(key, length(%(key)s) + 1)::bigint as of from blocks
),
written as (
    insert into orders_pastedrow (paste_id, draft_id, company_id, position, text, number, brand, name, note, quantity,
        odd_quantity, way, choices, product_id, price, before, answer)
    select c.id, %(target)s, %(company)s, r.position, r.text, r.number, r.brand, r.name, r.note, r.quantity,
        r.odd_quantity, r.way, r.choices, r.product_id, r.price, null, r.answer
    from orders_pastedrow r join copies c on c.of = r.paste_id
    where r.draft_id = %(draft)s order by r.id
),
left_out as (
    insert into orders_leftrow (paste_id, draft_id, company_id, position, sheet, text, reason, number, brand, name, note,
        taken_by_id)
    select c.id, %(target)s, %(company)s, r.position, r.sheet, r.text, r.reason, r.number, r.brand, r.name, r.note, t.id
    from orders_leftrow r join copies c on c.of = r.paste_id left join copies t on t.of = r.taken_by_id
    where r.draft_id = %(draft)s order by r.id
)
insert into orders_draftline as l (draft_id, company_id, product_id, quantity)
select %(target)s, %(company)s, product_id, quantity from orders_draftline where draft_id = %(draft)s order by id
on conflict (draft_id, product_id) do update set quantity = l.quantity + excluded.quantity
