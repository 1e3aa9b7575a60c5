delete from shipping_markcode where shipment_id = %(shipment)s and id = any(%(codes)s::bigint[]) returning code
