-- Active products that have all the attributes.
select id from catalog_product
where is_active and attributes @> %(attributes)s::jsonb
limit %(cap)s
