update shipping_shipment set state = 'cancelled', cancelled_at = %(at)s where id = %(shipment)s
