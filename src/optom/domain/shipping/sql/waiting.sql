select count(*) from shipping_shipment where state in ('requested', 'picking')
