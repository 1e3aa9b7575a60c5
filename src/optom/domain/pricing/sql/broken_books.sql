-- Where a price in force is not the last change that the ledger knows of.
with last as (
    select distinct on (product_id, column_id, from_quantity) product_id, column_id, from_quantity, amount
    from pricing_pricechange
    order by product_id, column_id, from_quantity, at desc, id desc
),
in_force as (
    select product_id, column_id, 0::numeric as from_quantity, amount from pricing_columnprice
    union all
    select product_id, column_id, from_quantity, amount from pricing_break
)
select 'pricing.in_force_is_last_change' as what, product_id || '/' || column_id || '/' || from_quantity as subject,
    l.amount as expected, f.amount as found
from (select * from last where amount is not null) l
full join in_force f using (product_id, column_id, from_quantity)
where l.amount is distinct from f.amount
