select id, shipment_id as shipment, paper_id as paper, kind, key, number, sum
from billing_shipmentpaper
where shipment_id = %(shipment)s
order by id
