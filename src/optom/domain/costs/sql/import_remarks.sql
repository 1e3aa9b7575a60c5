-- Rows that can't be taken as they stand; of two products that a number names, the one whose identifier it is.
select r.product, r.origin, r.wrong as code, concat_ws(' ', p.article, b.name) as other
from resolved_told r
left join catalog_product p on p.id = r.other_id
left join catalog_brand b on b.id = p.brand_id
where r.wrong is not null
order by r.seq
