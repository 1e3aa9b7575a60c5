-- Whether variants come or are known: without them nothing can be inherited.
select exists (select from staged_products where variant_of is not null)
    or exists (select from catalog_product where strpos(external_id, '#') > 0)
