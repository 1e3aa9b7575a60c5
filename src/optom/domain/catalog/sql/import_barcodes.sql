-- Barcodes that are new.
with made as (
    insert into catalog_barcode (product_id, code)
    select distinct r.id, s.code
    from staged_barcodes s
    join resolved_products r on r.seq = s.seq
    where r.fate is null
        and not exists (select from catalog_barcode k where k.product_id = r.id and k.code = s.code)
    order by r.id, s.code
    returning product_id
)
insert into touched_products (id, is_new, is_renamed) select distinct product_id, false, false from made
