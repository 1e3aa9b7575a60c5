-- The answer to a shipment: what is taken of each line, and what of it is not as it should be.
with line as (
    update shipping_shipmentline sl set accepted = a.quantity
    from unnest(%(lines)s::bigint[], %(quantities)s::numeric[]) as a (line, quantity)
    where sl.shipment_id = %(shipment)s and sl.order_line_id = a.line
),
found as (
    insert into shipping_discrepancy (shipment_id, company_id, order_line_id, kind, quantity, note, at, told_by_id)
    select %(shipment)s, %(company)s, x.line, x.kind, x.quantity, x.note, %(at)s, %(actor)s
    from unnest(%(wrong_lines)s::bigint[], %(kinds)s::text[], %(wrong_quantities)s::numeric[], %(notes)s::text[])
        as x (line, kind, quantity, note)
)
update shipping_shipment
set accepted_at = %(at)s, accepted_by_id = %(actor)s, delivered_on = coalesce(delivered_on, %(on)s),
    accept_until = coalesce(accept_until, %(on)s)
where id = %(shipment)s
