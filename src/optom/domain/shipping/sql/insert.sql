-- A shipment a warehouse, with its lines.
with shipment as (
    insert into shipping_shipment (
        contract_id, company_id, warehouse_id, key, state, address_id, taker, authority_kind, authority_number,
        authority_until, wished_on, wished_from, wished_until, earliest_on, requested_at, requested_by_id, sum, shipped_sum
    )
    select %(contract)s, %(company)s, w.warehouse, %(key)s, 'requested', %(address)s, %(taker)s, %(authority_kind)s,
        %(authority_number)s, %(authority_until)s, %(wished_on)s, %(wished_from)s, %(wished_until)s, w.earliest_on, %(at)s,
        %(actor)s, w.sum, 0
    from unnest(%(warehouses)s::bigint[], %(totals)s::numeric[], %(earliest)s::date[]) as w (warehouse, sum, earliest_on)
    returning id, warehouse_id
),
line as (
    insert into shipping_shipmentline (
        shipment_id, company_id, order_line_id, product_id, quantity, dispatched, sum, vat, vat_percent
    )
    select s.id, %(company)s, l.line, l.product, l.quantity, 0, l.sum, l.vat, o.vat_percent
    from unnest(
        %(lines)s::bigint[], %(products)s::bigint[], %(line_warehouses)s::bigint[], %(quantities)s::numeric[],
        %(sums)s::numeric[], %(vats)s::numeric[]
    ) as l (line, product, warehouse, quantity, sum, vat)
    join shipment s on s.warehouse_id = l.warehouse
    join orders_line o on o.id = l.line
)
select id from shipment order by id
