-- Of the products that were named, the pictures at places that were not.
delete from catalog_picture p
where p.product_id = any(%(products)s::bigint[])
    and not exists (
        select from unnest(%(products)s::bigint[], %(places)s::int[]) as g(product_id, place)
        where g.product_id = p.product_id and g.place = p.place)
