-- Packs that are new.
with made as (
    insert into catalog_pack (product_id, name, quantity)
    select r.id, s.name, max(s.quantity)
    from staged_packs s
    join resolved_products r on r.seq = s.seq
    where r.fate is null
        and not exists (select from catalog_pack o where o.product_id = r.id and o.name = s.name)
    group by r.id, s.name
    order by r.id, s.name
    returning product_id
)
insert into touched_products (id, is_new, is_renamed) select distinct product_id, false, false from made
