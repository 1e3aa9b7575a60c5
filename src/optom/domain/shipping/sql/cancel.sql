update shipping_shipment set state = 'cancelled' where id = %(shipment)s
