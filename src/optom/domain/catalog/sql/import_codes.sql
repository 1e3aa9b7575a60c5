-- Search codes that are new, in the order of their index. Derived: they do not count as a change of the product.
insert into catalog_code (product_id, kind, norm)
select n.product_id, n.kind, n.norm
from (
    select id as product_id, 'a' as kind, article_norm as norm
    from resolved_products where fate is null and article_norm <> ''
    union all
    select r.id, 'b', s.norm
    from staged_barcodes s join resolved_products r on r.seq = s.seq where r.fate is null and s.norm <> ''
    union all
    select r.id, 'c', s.norm
    from staged_crosses s join resolved_products r on r.seq = s.seq where r.fate is null and s.norm <> ''
) n
where not exists (
    select from catalog_code c where c.product_id = n.product_id and c.kind = n.kind and c.norm = n.norm
)
group by 1, 2, 3
order by 1, 2, 3
