-- What of lines of an order is needed still is taken of the next best offers of others, as take_needs.sql takes what is short.
create temp table taken_need on commit drop as
select distinct on (s.product_id) s.product_id, l.offer_id, l.supplier_id, l.landed, l.price, l.currency, l.with_vat, l.lead_days,
    n.quantity as needed, q.ordered as quantity
from needed_line n
join purchasing_supplierline s on s.id = n.id
join purchasing_supplierorder o on o.id = s.order_id
join purchasing_landed_by_quantity(%(day)s) l on l.product_id = s.product_id and l.supplier_id <> o.supplier_id
left join costs_demand d on d.product_id = s.product_id
cross join lateral (select purchasing_ordered(n.quantity, l.minimum, l.from_quantity, l.multiple) as ordered) q
where l.below is null or q.ordered < l.below
order by s.product_id, l.is_lacking,
    l.landed + purchasing_excess(l.landed, n.quantity, q.ordered, d.sold_365, l.money_percent), q.ordered, l.offer_id
