-- How many active products each brand has in each group, where that has changed.
insert into catalog_shelf as s (group_id, brand_id, products)
select group_id, brand_id, count(*)
from catalog_product
where is_active
group by group_id, brand_id
on conflict (group_id, brand_id) do update set products = excluded.products where s.products <> excluded.products
