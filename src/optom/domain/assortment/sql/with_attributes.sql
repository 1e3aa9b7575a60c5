-- What the contract sees under the filters and has the attributes asked, up to the cap: where the shelves hold little
-- all of it is looked at, else the index of attributes is asked.
with shelves as materialized (
    select s.group_id, s.brand_id, s.products from catalog_shelf s where {shelf}
),
size as materialized (select coalesce(sum(products), 0) <= %(few)s as is_small from shelves)
select p.id, p.sort_key, p.article from size z
cross join shelves s
cross join lateral (
    select x.id, x.group_id, x.brand_id, x.sort_key, x.article from catalog_product x
    where x.is_active and x.group_id = s.group_id and x.brand_id = s.brand_id and x.attributes @@ %(wanted)s::jsonpath
    offset 0) p
where z.is_small and {stocked}
union all
select p.id, p.sort_key, p.article from size z
cross join lateral (
    select p.id, p.sort_key, p.article from catalog_product p
    where p.attributes @@ %(wanted)s::jsonpath and {seen} limit %(cap)s) p
where not z.is_small
limit %(cap)s
