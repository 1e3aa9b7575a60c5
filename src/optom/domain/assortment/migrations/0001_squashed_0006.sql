-- Which groups and brands a contract sees: the one place that says so.
-- Where any group is allowed only the allowed ones with all below them are seen; what is denied, with all below, never.
create function assortment_groups(of_contract bigint) returns setof bigint language sql stable as $$
    with named as (
        select p.descendant_id as id, v.is_allowed
        from assortment_visibility v join catalog_grouppath p on p.ancestor_id = v.group_id
        where v.contract_id = of_contract
    )
    select g.id from catalog_group g
    where (not exists (select from named where is_allowed) or g.id in (select id from named where is_allowed))
        and g.id not in (select id from named where not is_allowed)
$$;
grant execute on function assortment_groups to optom_buyer, optom_staff;

create function assortment_brands(of_contract bigint) returns setof bigint language sql stable as $$
    with named as (
        select v.brand_id as id, v.is_allowed from assortment_visibility v
        where v.contract_id = of_contract and v.brand_id is not null
    )
    select b.id from catalog_brand b
    where (not exists (select from named where is_allowed) or b.id in (select id from named where is_allowed))
        and b.id not in (select id from named where not is_allowed)
$$;
grant execute on function assortment_brands to optom_buyer, optom_staff;

-- What a contract saw at any moment: a ledger of what has changed (ADR 0026).
-- As ``assortment_groups`` and ``assortment_brands``, of one group and brand at a moment, in the tree as it stood then.
create function assortment_saw(of_contract bigint, moment timestamptz, of_group bigint, of_brand bigint)
returns boolean language sql stable as $$
    with named as (
        select coalesce(c.allowed_groups, n.allowed_groups) as allowed_groups,
            coalesce(c.denied_groups, n.denied_groups) as denied_groups,
            coalesce(c.allowed_brands, n.allowed_brands) as allowed_brands,
            coalesce(c.denied_brands, n.denied_brands) as denied_brands
        from (
            select
                coalesce(array_agg(v.group_id) filter (where v.is_allowed and v.group_id is not null), '{}') as allowed_groups,
                coalesce(array_agg(v.group_id) filter (where not v.is_allowed and v.group_id is not null), '{}')
                    as denied_groups,
                coalesce(array_agg(v.brand_id) filter (where v.is_allowed and v.brand_id is not null), '{}') as allowed_brands,
                coalesce(array_agg(v.brand_id) filter (where not v.is_allowed and v.brand_id is not null), '{}')
                    as denied_brands
            from assortment_visibility v where v.contract_id = of_contract
        ) n
        left join lateral (
            select * from assortment_visibilitychange c
            where c.contract_id = of_contract and (c.at is null or c.at <= moment)
            order by c.at desc nulls last, c.id desc limit 1
        ) c on true
    ),
    above as (
        select coalesce(array_agg(g.ancestor_id), '{}') as ids
        from catalog_grouppath_then(moment) g where g.descendant_id = of_group
    )
    select (cardinality(allowed_groups) = 0 or allowed_groups && ids) and not denied_groups && ids
        and (cardinality(allowed_brands) = 0 or of_brand = any(allowed_brands)) and of_brand <> all(denied_brands)
    from named, above
$$;
grant execute on function assortment_saw to optom_buyer, optom_staff;

-- Since when the ledgers know: a house that worked before it had them has that moment here. This one has no such past.
create function assortment_recorded_since() returns timestamptz language sql immutable as $$ select NULL::timestamptz $$;
grant execute on function assortment_recorded_since to optom_buyer, optom_staff;
