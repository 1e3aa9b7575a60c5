-- Which products each reading means: by the source's identifier, with all variants of it; and by article, where those
-- that are for sale go before those that are not.
select n.seq, e.ids as by_id, coalesce(a.active, a.ids) as by_article
from unnest(%(seqs)s::int[], %(names)s::text[], %(codes)s::text[], %(brands)s::text[]) as n(seq, name, code, brand)
cross join lateral (
    select array_agg(x.id order by x.id) as ids
    from (
        select p.id from catalog_product p where p.external_id = n.name
        union all
        select p.id from catalog_product p where p.external_id ~>=~ (n.name || '#') and p.external_id ~<~ (n.name || '$')
    ) x
) e
cross join lateral (
    select array_agg(distinct c.product_id) as ids, array_agg(distinct c.product_id) filter (where p.is_active) as active
    from catalog_code c
    join catalog_product p on p.id = c.product_id
    join catalog_brand b on b.id = p.brand_id
    where c.kind = 'a' and c.norm = n.code and n.code <> '' and (n.brand = '' or b.norm = n.brand)
) a
where e.ids is not null or a.ids is not null
