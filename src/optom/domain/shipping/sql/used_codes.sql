-- With which shipments codes leave or have left.
select code, shipment_id as shipment from shipping_markcode where code = any(%(codes)s::text[])
