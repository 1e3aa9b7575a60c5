-- What is on its way, and what has come.
select a.id, a.product_id as product, p.article, b.name as brand, p.name, u.name as unit, w.name as warehouse,
    a.warehouse_id, a.expected_on, a.quantity, a.received, a.quantity - a.received as open, a.held, a.reference,
    case
        when a.received < a.quantity and a.expected_on < %(today)s then 'late'
        when a.received < a.quantity then 'open'
        when a.quantity = 0 then 'cancelled'
        else 'received'
    end as state,
    a.received >= a.quantity as is_closed, a.country, a.declaration, a.rnpt, coalesce(t.name, '') as trace_unit,
    a.trace_quantity, a.trace_cost
from stock_arrival a
left join catalog_product p on p.id = a.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
left join catalog_unit t on t.id = a.trace_unit_id
left join stock_warehouse w on w.id = a.warehouse_id
where a.supply_id is null
    and (cardinality(%(warehouses)s::bigint[]) = 0 or a.warehouse_id = any(%(warehouses)s::bigint[]))
