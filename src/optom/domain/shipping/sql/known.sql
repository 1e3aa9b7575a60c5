select id from shipping_shipment where contract_id = %(contract)s and key = %(key)s order by id
