-- The lines of a shipment with the rate of VAT at which they leave on a day, and what the other live shipments have of
-- the same order lines.
with rates as (
    select distinct on (r.tax_class_id) r.tax_class_id, r.percent
    from catalog_taxrate r
    where r.valid_from <= %(on)s::date
    order by r.tax_class_id, r.valid_from desc
)
select sl.order_line_id as line, p.article, sl.quantity, sl.sum, companies_vat(e.vat, r.percent) as vat_percent,
    l.ordered, l.sum as ordered_sum, coalesce(t.quantity, 0) as taken, coalesce(t.sum, 0) as taken_sum,
    m.product_id is not null as is_marked,
    (
        select coalesce(sum(c.holds), 0) from shipping_markcode c
        where c.shipment_id = sl.shipment_id and c.order_line_id = sl.order_line_id
    ) as codes
from shipping_shipmentline sl
join orders_line l on l.id = sl.order_line_id
join catalog_product p on p.id = sl.product_id
join companies_contract c on c.id = l.contract_id
join companies_seller e on e.id = c.seller_id
left join catalog_marked m on m.product_id = sl.product_id
left join rates r on r.tax_class_id = p.tax_class_id
cross join lateral (
    select sum(case s.state when 'dispatched' then o.dispatched else o.quantity end) as quantity, sum(o.sum) as sum
    from shipping_shipmentline o
    join shipping_shipment s on s.id = o.shipment_id
    where o.order_line_id = sl.order_line_id and o.shipment_id <> sl.shipment_id and s.state <> 'cancelled'
) t
where sl.shipment_id = %(shipment)s
order by sl.id
