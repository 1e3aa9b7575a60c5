-- The first product of every thousand, by name and by article, where that has changed.
with named as (
    select place / %(step)s as number, sort_key, id
    from (
        select sort_key, id, row_number() over (order by sort_key, id) - 1 as place from catalog_product where is_active
    ) x
    where mod(place, %(step)s) = 0
),
numbered as (
    select place / %(step)s as number, article, id
    from (
        select article, id, row_number() over (order by article, id) - 1 as place from catalog_product where is_active
    ) x
    where mod(place, %(step)s) = 0
)
insert into catalog_milestone as m (number, sort_key, sort_key_id, article, article_id)
select n.number, n.sort_key, n.id, a.article, a.id from named n join numbered a on a.number = n.number
on conflict (number) do update
set sort_key = excluded.sort_key, sort_key_id = excluded.sort_key_id,
    article = excluded.article, article_id = excluded.article_id
where (m.sort_key, m.sort_key_id, m.article, m.article_id) is distinct from (
    excluded.sort_key, excluded.sort_key_id, excluded.article, excluded.article_id)
