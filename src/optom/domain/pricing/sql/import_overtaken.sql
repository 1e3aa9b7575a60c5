-- Breaks that a person has set (or, where no list names them, all) end where the price itself is no higher any more, or is
-- no more. What becomes of a break is not said twice.
with overtaken as (
    insert into price_changes (column_id, product_id, from_quantity, amount, before, is_named)
    select b.column_id, b.product_id, b.from_quantity, null, b.amount, false
    from price_changes c
    join pricing_break b on b.column_id = c.column_id and b.product_id = c.product_id and (b.owner_id is not null or %(of_all)s)
    where c.from_quantity = 0 and (c.amount is null or b.amount >= c.amount)
        and not exists (
            select from price_changes n
            where n.from_quantity > 0 and n.column_id = b.column_id and n.product_id = b.product_id
                and n.from_quantity = b.from_quantity
        )
    returning column_id, product_id, from_quantity, before
)
select coalesce(p.external_id, p.article) as product, l.name as "column", o.from_quantity, o.before as amount
from overtaken o
join catalog_product p on p.id = o.product_id
join pricing_column l on l.id = o.column_id
order by product, o.from_quantity
