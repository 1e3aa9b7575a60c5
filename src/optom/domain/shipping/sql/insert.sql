-- A shipment a warehouse, with its lines.
with shipment as (
    insert into shipping_shipment (
        contract_id, company_id, warehouse_id, key, state, address_id, authority, requested_at, requested_by_id, sum,
        shipped_sum
    )
    select %(contract)s, %(company)s, w.warehouse, %(key)s, 'requested', %(address)s, %(authority)s, %(at)s, %(actor)s,
        w.sum, 0
    from unnest(%(warehouses)s::bigint[], %(totals)s::numeric[]) as w (warehouse, sum)
    returning id, warehouse_id
),
line as (
    insert into shipping_shipmentline (
        shipment_id, company_id, order_line_id, product_id, quantity, dispatched, sum, vat
    )
    select s.id, %(company)s, l.line, l.product, l.quantity, 0, l.sum, l.vat
    from unnest(
        %(lines)s::bigint[], %(products)s::bigint[], %(line_warehouses)s::bigint[], %(quantities)s::numeric[],
        %(sums)s::numeric[], %(vats)s::numeric[]
    ) as l (line, product, warehouse, quantity, sum, vat)
    join shipment s on s.warehouse_id = l.warehouse
)
select id from shipment order by id
