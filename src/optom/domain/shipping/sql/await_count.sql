-- Silence is no consent any more, and what it consented to is open again.
with line as (
    update shipping_shipmentline set accepted = null where shipment_id = %(shipment)s and accepted is not null
)
update shipping_shipment set accept_until = null, accepted_at = null, accepted_by_id = null where id = %(shipment)s
