-- Products by group (the filter of groups left out) and by brand (the filter of brands left out).
with visible as materialized (
    select p.group_id, p.brand_id, p.products from catalog_shelf p
    where p.products > 0
        and (p.group_id in (select id from assortment_groups(%(contract)s) as id)) is true
        and (p.brand_id in (select id from assortment_brands(%(contract)s) as id)) is true
)
select 'group' as side, group_id as id, sum(products)::bigint as products from visible
where %(brands)s::bigint[] is null or brand_id = any(%(brands)s::bigint[])
group by group_id
union all
select 'brand', brand_id, sum(products)::bigint from visible
where %(groups)s::bigint[] is null or group_id in (
    select descendant_id from catalog_grouppath where ancestor_id = any(%(groups)s::bigint[]))
group by brand_id
order by 1, 3 desc, 2
