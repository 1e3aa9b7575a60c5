-- The lines of a shipment that left, in the order of their paper, as they stand: as they left, or as the last correction
-- has made them. The number of a line is that of its first item in the UPD that holds: goods of several places are several
-- items. Where a paper does not say of which lines its items are, the lines are counted.
with upd as (
    select coalesce(r.paper_id, u.paper_id) as paper
    from billing_upd u
    left join lateral (
        select x.paper_id from billing_updrevision x where x.upd_id = u.id order by x.number desc limit 1
    ) r on true
    where u.shipment_id = %(shipment)s
),
item as (
    select i.line::bigint as line, min(i.position) as position
    from upd
    join documents_paper p on p.id = upd.paper
    cross join lateral jsonb_array_elements_text(p.payload -> 'lines') with ordinality as i (line, position)
    where i.line is not null
    group by 1
)
select coalesce(i.position, row_number() over (order by o.order_id, o.position)) as position, o.id as line,
    o.order_id as "order", p.id as product, p.article, p.name, u.name as unit, u.okei, o.price, o.ordered, o.sum as ordered_sum, l.vat_percent,
    coalesce(c.after_quantity, l.dispatched) as quantity, coalesce(c.after_sum, l.sum) as sum,
    coalesce(c.after_vat, l.vat) as vat,
    exists(
        select from shipping_markcode m where m.shipment_id = l.shipment_id and m.order_line_id = l.order_line_id
    ) as is_marked
from shipping_shipmentline l
join orders_line o on o.id = l.order_line_id
join catalog_product p on p.id = l.product_id
join catalog_unit u on u.id = p.unit_id
left join item i on i.line = o.id
left join lateral (
    select x.after_quantity, x.after_sum, x.after_vat
    from billing_correctionline x
    join billing_correction k on k.id = x.correction_id
    where x.order_line_id = l.order_line_id and k.shipment_id = l.shipment_id
    order by k.id desc
    limit 1
) c on true
where l.shipment_id = %(shipment)s and l.dispatched > 0
order by o.order_id, o.position
