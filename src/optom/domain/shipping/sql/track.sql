update shipping_shipment
set carrier = %(carrier)s, tracking_number = %(number)s, tracking_url = %(url)s
where id = %(shipment)s
