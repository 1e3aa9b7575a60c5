-- Packs that are new or hold another quantity.
with made as (
    insert into catalog_pack as k (product_id, name, quantity)
    select r.id, s.name, max(s.quantity)
    from staged_packs s
    join resolved_products r on r.seq = s.seq
    where r.fate is null
        and not exists (
            select from catalog_pack o where o.product_id = r.id and o.name = s.name and o.quantity = s.quantity
        )
    group by r.id, s.name
    on conflict (product_id, name) do update set quantity = excluded.quantity where k.quantity <> excluded.quantity
    returning k.product_id
)
insert into touched_products (id, is_new, is_renamed) select distinct product_id, false, false from made
