-- Silence is no consent any more.
update shipping_shipment set accept_until = null where id = %(shipment)s and accepted_at is null
