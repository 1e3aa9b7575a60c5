-- What no row names.
delete from catalog_marked m
where not exists (select from resolved_marked r where r.wrong is null and r.product_id = m.product_id)
