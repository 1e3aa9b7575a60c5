-- Papers that hold for products: named one by one, by brand, by group with all below it, by brand within a group.
with wanted as (
    select p.id, p.brand_id, p.group_id from catalog_product p where p.id = any(%(products)s::bigint[])
),
held as (
    select c.paper_id, w.id
    from wanted w join catalog_coverage c on c.product_id = w.id
    union
    select c.paper_id, w.id
    from wanted w join catalog_coverage c on c.brand_id = w.brand_id and c.group_id is null
    union
    select c.paper_id, w.id
    from wanted w
    join catalog_grouppath h on h.descendant_id = w.group_id
    join catalog_coverage c on c.group_id = h.ancestor_id and (c.brand_id is null or c.brand_id = w.brand_id)
)
select p.id, p.kind, p.number, p.title, p.issued_by, p.valid_from, p.valid_until, p.sha256, p.size,
    array_agg(h.id order by h.id) as products
from held h
join catalog_goodspaper p on p.id = h.paper_id
group by p.id
order by array_position(array['certificate', 'declaration', 'letter', 'passport', 'manual', 'drawing', 'safety']::text[],
    p.kind::text) nulls last, p.valid_until desc nulls first, p.number, p.id
