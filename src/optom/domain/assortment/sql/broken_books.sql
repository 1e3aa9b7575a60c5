-- Contracts that see something else than was told of them last.
select 'assortment.a_contract_sees_what_was_told_last' as what, k.contract_id::text as subject,
    concat_ws(' ', k.allowed_groups, k.denied_groups, k.allowed_brands, k.denied_brands) as expected,
    concat_ws(' ', n.allowed_groups, n.denied_groups, n.allowed_brands, n.denied_brands) as found
from (
    select distinct on (c.contract_id) * from assortment_visibilitychange c
    order by c.contract_id, c.at desc nulls last, c.id desc
) k
cross join lateral (
    select
        coalesce(array_agg(v.group_id order by v.group_id) filter (where v.group_id is not null and v.is_allowed), '{}')
            as allowed_groups,
        coalesce(array_agg(v.group_id order by v.group_id) filter (where v.group_id is not null and not v.is_allowed), '{}')
            as denied_groups,
        coalesce(array_agg(v.brand_id order by v.brand_id) filter (where v.brand_id is not null and v.is_allowed), '{}')
            as allowed_brands,
        coalesce(array_agg(v.brand_id order by v.brand_id) filter (where v.brand_id is not null and not v.is_allowed), '{}')
            as denied_brands
    from assortment_visibility v where v.contract_id = k.contract_id
) n
where (k.allowed_groups, k.denied_groups, k.allowed_brands, k.denied_brands)
    is distinct from (n.allowed_groups, n.denied_groups, n.allowed_brands, n.denied_brands)
