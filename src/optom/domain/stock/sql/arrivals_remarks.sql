-- Rows that can't be taken; of two products that are named, the one that the identifier means.
select coalesce(nullif(r.product, ''), r.key) as product, r.origin, r.warehouse, r.quantity, r.expected_on,
    coalesce(r.received + r.held, 0) as promised, r.wrong as code, concat_ws(' ', p.article, b.name) as other
from resolved_arrivals r
left join catalog_product p on p.id = r.other_id
left join catalog_brand b on b.id = p.brand_id
where r.wrong is not null
order by r.seq
