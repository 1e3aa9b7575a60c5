-- A source that once gave only totals and now names warehouses has moved its goods there.
insert into resolved_balances (product, warehouse, product_id, warehouse_id, counted, quantity, origin, is_named)
select distinct on (b.product_id) r.product, '', b.product_id, b.warehouse_id, 0, 0, '', false
from resolved_balances r
join stock_warehouse w on w.external_id = ''
join stock_balance b on b.product_id = r.product_id and b.warehouse_id = w.id
where r.warehouse <> '' and r.warehouse_id is not null and b.on_hand <> 0
    and not exists (select from resolved_balances o where o.product_id = b.product_id and o.warehouse = '')
