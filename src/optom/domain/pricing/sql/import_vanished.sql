-- Prices in force that no row names, in the columns that are named at all; of a source only those of its own products. A row
-- that does not say which of several products it means names all of them, and one by an identifier beside a brand that is not
-- the product's names that product. What a person has set he ends.
with named as (select distinct column_id from resolved_prices where column_id is not null)
insert into resolved_prices (product, norm, column_key, product_id, column_id, from_quantity, amount, origin, is_named,
    is_of_several)
select coalesce(p.external_id, p.article), '', '', f.product_id, f.column_id, f.from_quantity, null, '', false, false
from (
    select product_id, column_id, 0::numeric as from_quantity from pricing_columnprice
    union all
    select product_id, column_id, from_quantity from pricing_break where owner_id is null
) f
join named n on n.column_id = f.column_id
join catalog_product p on p.id = f.product_id
where (p.external_id is not null or not %(of_source)s)
    and not exists (
        select from resolved_prices r
        where r.product_id = f.product_id and r.column_id = f.column_id and r.from_quantity = f.from_quantity
    )
    and not exists (
        select from resolved_prices r
        join catalog_code c on c.kind = 'a' and c.norm = r.norm
        where r.is_of_several and c.product_id = f.product_id
    )
    and not exists (select from resolved_prices r where r.other_id = f.product_id)
    and not exists (
        select from resolved_prices r where r.wrong = 'pricing.unknown_product' and r.product = p.external_id
    )
