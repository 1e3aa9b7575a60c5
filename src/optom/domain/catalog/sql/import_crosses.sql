-- Cross-numbers that are new.
with made as (
    insert into catalog_crossnumber (product_id, brand, number)
    select distinct r.id, s.brand, s.number
    from staged_crosses s
    join resolved_products r on r.seq = s.seq
    where r.fate is null
        and not exists (
            select from catalog_crossnumber k
            where k.product_id = r.id and k.brand = s.brand and k.number = s.number
        )
    order by r.id, s.brand, s.number
    returning product_id
)
insert into touched_products (id, is_new, is_renamed) select distinct product_id, false, false from made
