-- Of an answered shipment every line has accepted what was dispatched, less what was short or damaged.
select sl.shipment_id as shipment, e.expected, sl.accepted as found
from shipping_shipmentline sl
join shipping_shipment s on s.id = sl.shipment_id and s.accepted_at is not null
cross join lateral (
    select least(
        sl.dispatched,
        sl.dispatched + coalesce(sum(case x.kind when 'surplus' then x.quantity else -x.quantity end), 0)
    ) as expected
    from shipping_discrepancy x
    where x.shipment_id = sl.shipment_id and x.order_line_id = sl.order_line_id
) e
where sl.accepted is distinct from e.expected
order by 1
