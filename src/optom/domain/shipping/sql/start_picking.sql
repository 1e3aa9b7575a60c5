update shipping_shipment set state = 'picking' where id = %(shipment)s and state = 'requested'
returning company_id as company
