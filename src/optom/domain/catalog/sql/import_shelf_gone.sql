-- Brands that a group has no more.
delete from catalog_shelf s
where not exists (
    select from catalog_product p where p.is_active and p.group_id = s.group_id and p.brand_id = s.brand_id
)
