-- A block of rows into a draft: what is recognised becomes its lines, on top of what stands there. Nothing where the
-- draft has a block of this key.
with made as (
    insert into orders_paste (draft_id, company_id, key, pasted_at, author_id, left_out)
    values (%(draft)s, %(company)s, %(key)s, %(at)s, %(actor)s, %(left_out)s::jsonb)
    on conflict (draft_id, key) do nothing
    returning id
),
said as materialized (
    select r.*, m.id as paste_id
    from made m cross join unnest(
        %(positions)s::int[], %(texts)s::text[], %(numbers)s::text[], %(brands)s::text[], %(names)s::text[],
        %(notes)s::text[], %(quantities)s::numeric[], %(odd_quantities)s::text[], %(ways)s::text[], %(choices)s::text[],
        %(products)s::bigint[], %(prices)s::numeric[]
    ) as r(position, text, number, brand, name, note, quantity, odd_quantity, way, choices, product_id, price)
),
kept as (
    insert into orders_pastedrow (paste_id, draft_id, company_id, position, text, number, brand, name, note, quantity,
        odd_quantity, way, choices, product_id, price)
    select paste_id, %(draft)s, %(company)s, position, text, number, brand, name, note, quantity,
        odd_quantity, way, choices::bigint[], product_id, price
    from said
),
lines as (
    insert into orders_draftline as l (draft_id, company_id, product_id, quantity)
    select %(draft)s, %(company)s, product_id, sum(quantity)
    from said where product_id is not null
    group by product_id order by min(position)
    on conflict (draft_id, product_id) do update set quantity = l.quantity + excluded.quantity
)
select id from made
