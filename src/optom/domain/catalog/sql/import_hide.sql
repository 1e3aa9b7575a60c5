-- Products of the source that a full import no longer names.
with hidden as (
    update catalog_product p
    set is_active = false
    where p.is_active and p.external_id is not null
        and not exists (select from staged_products s where s.external_id = p.external_id)
    returning p.id
)
insert into touched_products (id, is_new, is_renamed) select id, false, false from hidden
