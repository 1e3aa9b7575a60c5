-- Known parents of the variants that come: whether they are still offered themselves is decided with their variants.
insert into staged_products (
    seq, external_id, name_suffix, attributes_add, has_packs, has_barcodes, has_crosses, is_patch, is_offered, origin,
    is_implied
)
select
    -row_number() over (order by p.external_id), p.external_id, '', false, false, false, false, true, false, '', true
from catalog_product p
where p.external_id in (select variant_of from staged_products)
    and not exists (select from staged_products s where s.external_id = p.external_id)
