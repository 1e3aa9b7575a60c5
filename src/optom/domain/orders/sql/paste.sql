-- A block of rows into a draft, in the order in which they were written: what is recognised becomes its lines, on top of what stands there; rows of our own form
-- say anew how much is wanted, or (no quantity) that the line is out, and what stood there comes back. What says nothing
-- to order is kept beside. Nothing where the draft has a block of this key.
with stood as materialized (
    select product_id, quantity from orders_draftline
    where draft_id = %(draft)s and product_id = any(%(products)s::bigint[])
    order by product_id for update
),
made as (
    insert into orders_paste (draft_id, company_id, key, pasted_at, author_id, left_out)
    values (%(draft)s, %(company)s, %(key)s, %(at)s, %(actor)s, %(left_out)s)
    on conflict (draft_id, key) do nothing
    returning id
),
left_out as (
    insert into orders_leftrow
        (paste_id, draft_id, company_id, position, sheet, text, reason, number, brand, name, note)
    select m.id, %(draft)s, %(company)s, r.position, r.sheet, r.text, r.reason, r.number, r.brand, r.name, r.note
    from made m cross join unnest(
        %(left_positions)s::int[], %(left_sheets)s::text[], %(left_texts)s::text[], %(left_reasons)s::text[],
        %(left_numbers)s::text[], %(left_brands)s::text[], %(left_names)s::text[], %(left_notes)s::text[]
    ) with ordinality as r(position, sheet, text, reason, number, brand, name, note, place)
    order by r.place
),
said as materialized (
    select r.*, m.id as paste_id,
        case when r.way = %(by_key)s and r.product_id is not null then coalesce(s.quantity, 0) end as before
    from made m cross join unnest(
        %(positions)s::int[], %(texts)s::text[], %(numbers)s::text[], %(brands)s::text[], %(names)s::text[],
        %(notes)s::text[], %(quantities)s::numeric[], %(odd_quantities)s::text[], %(ways)s::text[], %(choices)s::text[],
        %(products)s::bigint[], %(prices)s::numeric[]
    ) with ordinality as r(position, text, number, brand, name, note, quantity, odd_quantity, way, choices, product_id,
        price, place)
    left join stood s on s.product_id = r.product_id
    where r.product_id is null or r.quantity is not null or s.quantity > 0
),
kept as (
    insert into orders_pastedrow (paste_id, draft_id, company_id, position, text, number, brand, name, note, quantity,
        odd_quantity, way, choices, product_id, price, before)
    select paste_id, %(draft)s, %(company)s, position, text, number, brand, name, note, quantity,
        odd_quantity, way, choices::bigint[], product_id, price, before
    from said order by place
),
lines as (
    insert into orders_draftline as l (draft_id, company_id, product_id, quantity)
    select %(draft)s, %(company)s, product_id, sum(quantity)
    from said where product_id is not null
    group by product_id having sum(quantity) > 0 order by min(place)
    on conflict (draft_id, product_id) do update set quantity = excluded.quantity
        + case when l.product_id in (select product_id from said where before is not null) then 0 else l.quantity end
),
emptied as (
    delete from orders_draftline l using (
        select product_id from said where product_id is not null group by product_id having sum(quantity) is null
    ) o
    where l.draft_id = %(draft)s and l.product_id = o.product_id
),
formed as (
    select (array_agg(number order by place))[1] as number, max(before) as before,
        coalesce(sum(quantity), 0) as after, min(place) as place
    from said where product_id is not null group by product_id having max(before) > 0
)
select id, array(select number from formed order by place) as numbers,
    array(select before from formed order by place) as befores,
    array(select after from formed order by place) as afters
from made
