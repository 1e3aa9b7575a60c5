-- The codes of a shipment as they were read.
select id, order_line_id as line, code, kind, holds from shipping_markcode where shipment_id = %(shipment)s order by id
