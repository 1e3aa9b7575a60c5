-- What is picked up is with the buyer at once; what is sent is delivered when somebody says so.
with line as (
    update shipping_shipmentline sl set dispatched = d.quantity, sum = d.sum, vat = d.vat, vat_percent = d.percent
    from unnest(
        %(lines)s::bigint[], %(quantities)s::numeric[], %(sums)s::numeric[], %(vats)s::numeric[], %(percents)s::numeric[]
    ) as d (line, quantity, sum, vat, percent)
    where sl.shipment_id = %(shipment)s and sl.order_line_id = d.line
)
update shipping_shipment
set state = 'dispatched', dispatched_at = %(at)s, shipped_sum = %(total)s, delivery_note_id = %(paper)s,
    papers = %(papers)s,
    delivered_on = %(delivered_on)s, accept_until = %(accept_until)s
where id = %(shipment)s
