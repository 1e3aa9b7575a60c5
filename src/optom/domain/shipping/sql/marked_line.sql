-- A line of a shipment with the number of its goods, if they are marked, and for how many of them there are codes.
select p.article, sl.quantity, m.gtin, m.commodity,
    array(select b.code from catalog_barcode b where b.product_id = sl.product_id) as barcodes,
    (
        select coalesce(sum(c.holds), 0) from shipping_markcode c
        where c.shipment_id = sl.shipment_id and c.order_line_id = sl.order_line_id
    ) as codes
from shipping_shipmentline sl
join catalog_product p on p.id = sl.product_id
left join catalog_marked m on m.product_id = sl.product_id
where sl.shipment_id = %(shipment)s and sl.order_line_id = %(line)s
