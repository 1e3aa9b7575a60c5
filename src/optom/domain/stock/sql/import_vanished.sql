-- What the source no longer counts anywhere is gone.
insert into resolved_balances (product, warehouse, product_id, warehouse_id, counted, quantity, origin, is_named)
select p.external_id, w.external_id, b.product_id, b.warehouse_id, 0, 0, '', false
from stock_balance b
join stock_warehouse w on w.id = b.warehouse_id
join catalog_product p on p.id = b.product_id
where b.on_hand <> 0 and w.external_id is not null and p.external_id is not null
    and not exists (
        select from resolved_balances r where r.product_id = b.product_id and r.warehouse_id = b.warehouse_id
    )
