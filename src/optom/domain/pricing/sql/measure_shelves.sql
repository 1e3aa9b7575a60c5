-- Between which amounts the prices of one unit lie on the shelves that are in doubt, and in columns that are as a whole. What
-- was in doubt is settled with the same look at it; where nothing is left on a shelf, more stays known than lies there.
with settled as (
    delete from pricing_doubt returning column_id, product_id
),
columns as materialized (select distinct column_id from settled where product_id is null),
shelves as materialized (
    select distinct p.group_id, p.brand_id from settled d join catalog_product p on p.id = d.product_id
),
amounts as not materialized (
    select column_id, product_id, amount from pricing_columnprice
    union all
    select column_id, product_id, amount from pricing_break where from_quantity <= 1
),
lying as (
    select c.column_id, p.group_id, p.brand_id, c.amount
    from columns join amounts c on c.column_id = columns.column_id join catalog_product p on p.id = c.product_id
    union all
    select c.column_id, p.group_id, p.brand_id, c.amount
    from shelves s
    join catalog_product p on p.group_id = s.group_id and p.brand_id = s.brand_id
    join amounts c on c.product_id = p.id
)
insert into pricing_shelfprice (column_id, group_id, brand_id, lowest, highest)
select column_id, group_id, brand_id, min(amount), max(amount) from lying group by column_id, group_id, brand_id
order by column_id, group_id, brand_id
on conflict (column_id, group_id, brand_id) do update set lowest = excluded.lowest, highest = excluded.highest
where (pricing_shelfprice.lowest, pricing_shelfprice.highest) is distinct from (excluded.lowest, excluded.highest)
