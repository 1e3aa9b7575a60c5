-- What is not as was told of it last: the warehouses that a contract names, whether goods leave a warehouse.
select 'stock.warehouses_of_a_contract_are_the_last_told' as what, k.contract_id::text as subject,
    k.warehouses::text as expected, n.warehouses::text as found
from (
    select distinct on (c.contract_id) c.contract_id, c.warehouses from stock_contractwarehouseschange c
    order by c.contract_id, c.at desc nulls last, c.id desc
) k
cross join lateral (
    select array(select c.warehouse_id from stock_contractwarehouse c where c.contract_id = k.contract_id order by 1)
) n (warehouses)
where k.warehouses <> n.warehouses
union all
select 'stock.warehouse_is_as_told_last', w.id::text, k.is_active::text, w.is_active::text
from (
    select distinct on (c.warehouse_id) c.warehouse_id, c.is_active from stock_warehousechange c
    order by c.warehouse_id, c.at desc nulls last, c.id desc
) k
join stock_warehouse w on w.id = k.warehouse_id
where w.is_active <> k.is_active
