-- A shipment that does not leave takes no codes with it.
delete from shipping_markcode where shipment_id = %(shipment)s
