-- Packs that hold another quantity now.
with changed as (
    update catalog_pack k
    set quantity = n.quantity
    from (
        select r.id as product_id, s.name, max(s.quantity) as quantity
        from staged_packs s
        join resolved_products r on r.seq = s.seq
        where r.fate is null
        group by r.id, s.name
    ) n
    where k.product_id = n.product_id and k.name = n.name and k.quantity <> n.quantity
    returning k.product_id
)
insert into touched_products (id, is_new, is_renamed) select distinct product_id, false, false from changed
