select count(*) from shipping_shipment
where state in ('requested', 'picking')
    and (%(warehouses)s::bigint[] is null or warehouse_id = any(%(warehouses)s::bigint[]))
