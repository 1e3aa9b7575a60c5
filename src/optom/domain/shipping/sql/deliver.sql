update shipping_shipment set delivered_on = %(on)s, accept_until = %(accept_until)s where id = %(shipment)s
