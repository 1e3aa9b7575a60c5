-- What is typed beside lines of a draft stands there instead of all that was pasted beside them: as a row of a block of its
-- own, which goes wherever the line goes. Without a text nothing stands there.
with said as materialized (
    select s.product_id, s.note from unnest(%(products)s::bigint[], %(notes)s::text[]) as s(product_id, note)
    join orders_draftline l on l.draft_id = %(draft)s and l.product_id = s.product_id
),
made as (
    insert into orders_paste (draft_id, company_id, key, pasted_at, author_id)
    values (%(draft)s, %(company)s, 'notes', %(at)s, %(actor)s)
    on conflict (draft_id, key) do update set pasted_at = excluded.pasted_at, author_id = excluded.author_id
    returning id
),
gone as (
    delete from orders_pastedrow r using said s, made m
    where r.draft_id = %(draft)s and r.product_id = s.product_id and r.paste_id = m.id
),
silenced as (
    update orders_pastedrow r set note = ''
    from said s, made m
    where r.draft_id = %(draft)s and r.product_id = s.product_id and r.paste_id <> m.id and r.note <> ''
)
insert into orders_pastedrow (paste_id, draft_id, company_id, position, text, number, brand, name, note, odd_quantity, way,
    choices, product_id)
select m.id, %(draft)s, %(company)s, 1, '', '', '', '', s.note, '', 'note', '{}', s.product_id
from made m cross join said s where s.note <> ''
