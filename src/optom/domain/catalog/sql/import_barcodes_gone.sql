-- Barcodes that the rows no longer name.
with gone as (
    delete from catalog_barcode k
    using resolved_products r
    where k.product_id = r.id and r.fate is null and r.has_barcodes
        and not exists (select from staged_barcodes s where s.seq = r.seq and s.code = k.code)
    returning k.product_id
)
insert into touched_products (id, is_new, is_renamed) select distinct product_id, false, false from gone
