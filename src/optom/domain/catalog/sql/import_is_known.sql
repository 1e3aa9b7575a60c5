-- Whether the catalog holds anything yet.
select exists (select from catalog_product)
