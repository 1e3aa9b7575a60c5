-- How products were sold and where groups stood at any moment: ledgers of what has changed (ADR 0026).
-- A product without rows in the ledger has always been sold as now: the ledger begins empty, whatever the catalog holds.
create function catalog_sold_then(of_products bigint[], moment timestamptz)
returns table (id bigint, group_id bigint, brand_id bigint, unit_id bigint, tax_class_id bigint,
               multiple numeric, minimum numeric, is_active boolean)
language sql stable as $$
    select p.id, coalesce(c.group_id, p.group_id), coalesce(c.brand_id, p.brand_id), coalesce(c.unit_id, p.unit_id),
        coalesce(c.tax_class_id, p.tax_class_id), coalesce(c.multiple, p.multiple), coalesce(c.minimum, p.minimum),
        coalesce(c.is_active, p.is_active)
    from catalog_product p
    left join lateral (
        select * from catalog_productchange c
        where c.product_id = p.id and (c.at is null or c.at <= moment)
        order by c.at desc nulls last, c.id desc limit 1
    ) c on true
    where p.id = any(of_products)
$$;
grant execute on function catalog_sold_then to optom_buyer, optom_staff;

-- As ``catalog_grouppath``, of the tree as it stood at the moment. A tree is small.
create function catalog_grouppath_then(moment timestamptz)
returns table (ancestor_id bigint, descendant_id bigint, depth int)
language sql stable as $$
    with recursive stood as materialized (
        select g.id, case when c.id is null then g.parent_id else c.parent_id end as parent_id
        from catalog_group g
        left join lateral (
            select * from catalog_groupchange c
            where c.group_id = g.id and (c.at is null or c.at <= moment)
            order by c.at desc nulls last, c.id desc limit 1
        ) c on true
    ),
    path (ancestor_id, descendant_id, depth) as (
        select id, id, 0 from stood
        union all
        select s.parent_id, p.descendant_id, p.depth + 1
        from path p join stood s on s.id = p.ancestor_id
        where s.parent_id is not null
    )
    select ancestor_id, descendant_id, depth from path
$$;
grant execute on function catalog_grouppath_then to optom_buyer, optom_staff;

-- Since when the ledgers know: a house that worked before it had them has that moment here. This one has no such past.
create function catalog_recorded_since() returns timestamptz language sql immutable as $$ select NULL::timestamptz $$;
grant execute on function catalog_recorded_since to optom_buyer, optom_staff;

-- By which numbers goods are called is a relation: a list of a million of them is joined with it once, not row by row.
-- Each product by its articles, with its brand and without one: what is called so more than once needs its brand.
-- Unfolded into the asking statement, which compares numbers as their index does: collate "C".
create function catalog_called() returns table (norm text, brand text, product_id bigint)
language sql stable as $$
    select c.norm, s.brand, c.product_id
    from catalog_code c
    join catalog_product p on p.id = c.product_id
    left join catalog_brand b on b.id = p.brand_id
    cross join lateral (values (''), (b.norm)) s(brand)
    where c.kind = 'a' and c.norm <> ''
$$;
grant execute on function catalog_called to optom_staff;
