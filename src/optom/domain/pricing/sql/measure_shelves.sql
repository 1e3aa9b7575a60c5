-- The prices of all shelves that are in doubt, of one unit; what was in doubt until now is settled with the same look at it.
with settled as (
    delete from pricing_doubt returning column_id, product_id
),
shelves as (
    select distinct p.group_id, p.brand_id from settled d join catalog_product p on p.id = d.product_id
),
wanted as materialized (
    select c.id as column_id, s.group_id, s.brand_id
    from pricing_column c cross join (
        select group_id, brand_id from catalog_shelf union select group_id, brand_id from shelves) s
    where c.id in (select d.column_id from settled d where d.product_id is null)
        or (s.group_id, s.brand_id) in (select group_id, brand_id from shelves)
),
priced as (
    select w.column_id, w.group_id, w.brand_id,
        least(min(c.amount), min(b.amount)) as lowest, max(c.amount) as highest
    from wanted w
    join catalog_product p on p.group_id = w.group_id and p.brand_id = w.brand_id
    left join pricing_columnprice c on c.column_id = w.column_id and c.product_id = p.id
    left join pricing_break b on b.column_id = w.column_id and b.product_id = p.id and b.from_quantity <= 1
    group by w.column_id, w.group_id, w.brand_id
)
insert into pricing_shelfprice (column_id, group_id, brand_id, lowest, highest)
select column_id, group_id, brand_id, lowest, highest from priced
on conflict (column_id, group_id, brand_id) do update set lowest = excluded.lowest, highest = excluded.highest
where (pricing_shelfprice.lowest, pricing_shelfprice.highest) is distinct from (excluded.lowest, excluded.highest)
