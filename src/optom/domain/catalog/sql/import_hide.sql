-- Products of the source that a full import no longer names; their ledger says since when they are not sold.
with hidden as (
    update catalog_product p
    set is_active = false
    where p.is_active and p.external_id is not null
        and not exists (select from staged_products s where s.external_id = p.external_id)
    returning p.*
),
told as (
    insert into catalog_productchange (at, product_id, group_id, brand_id, unit_id, tax_class_id, multiple, minimum, is_active)
    select k.at, h.id, h.group_id, h.brand_id, h.unit_id, h.tax_class_id, h.multiple, h.minimum, k.is_active
    from hidden h
    left join lateral (select count(*) > 0 as is_known, max(c.at) as at from catalog_productchange c where c.product_id = h.id)
        told on true
    cross join lateral (
        select null::timestamptz as at, true as is_active where not told.is_known
        union all select greatest(%(at)s::timestamptz, told.at), false
    ) k
)
insert into touched_products (id, is_new, is_renamed) select id, false, false from hidden
