-- Cross-numbers that the rows no longer name.
with gone as (
    delete from catalog_crossnumber k
    using resolved_products r
    where k.product_id = r.id and r.fate is null and r.has_crosses
        and not exists (
            select from staged_crosses s where s.seq = r.seq and s.brand = k.brand and s.number = k.number
        )
    returning k.product_id
)
insert into touched_products (id, is_new, is_renamed) select distinct product_id, false, false from gone
