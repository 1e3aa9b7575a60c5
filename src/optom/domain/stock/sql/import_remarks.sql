-- Counts that can't be taken, and negative ones that are taken as nothing.
select
    product, warehouse, counted as quantity, origin,
    case
        when product_id is null then 'stock.unknown_product'
        when warehouse_id is null then 'stock.unknown_warehouse'
        else 'stock.negative'
    end as code,
    product_id is null or warehouse_id is null as is_left_out
from resolved_balances
where product_id is null or warehouse_id is null or counted < 0
order by product, warehouse
