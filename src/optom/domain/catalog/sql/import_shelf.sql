-- How many active products each brand has in each group, and from which milestone to which they lie, where that has
-- changed. Each order is read from its index, which carries group and brand.
with named as materialized (
    select group_id, brand_id, count(*) as products, min(place) / %(step)s as first, max(place) / %(step)s as last
    from (
        select group_id, brand_id, row_number() over (order by sort_key, id) - 1 as place
        from catalog_product where is_active
    ) x
    group by group_id, brand_id
),
numbered as materialized (
    select group_id, brand_id, min(place) / %(step)s as first, max(place) / %(step)s as last
    from (
        select group_id, brand_id, row_number() over (order by article, id) - 1 as place
        from catalog_product where is_active
    ) x
    group by group_id, brand_id
)
insert into catalog_shelf as s (
    group_id, brand_id, products, sort_key_from, sort_key_to, article_from, article_to)
select n.group_id, n.brand_id, n.products, n.first, n.last, a.first, a.last
from named n join numbered a on a.group_id = n.group_id and a.brand_id = n.brand_id
on conflict (group_id, brand_id) do update
set products = excluded.products,
    sort_key_from = excluded.sort_key_from, sort_key_to = excluded.sort_key_to,
    article_from = excluded.article_from, article_to = excluded.article_to
where (s.products, s.sort_key_from, s.sort_key_to, s.article_from, s.article_to) is distinct from (
    excluded.products, excluded.sort_key_from, excluded.sort_key_to, excluded.article_from, excluded.article_to)
