-- What differs from the prices in force; an amount of null withdraws.
create temp table price_changes on commit drop as
select r.column_id, r.product_id, r.from_quantity, r.amount, f.amount as before, r.is_named
from resolved_prices r
left join (
    select column_id, product_id, 0::numeric as from_quantity, amount from pricing_columnprice
    union all
    select column_id, product_id, from_quantity, amount from pricing_break
) f on f.column_id = r.column_id and f.product_id = r.product_id and f.from_quantity = r.from_quantity
where r.wrong is null and r.amount is distinct from f.amount
