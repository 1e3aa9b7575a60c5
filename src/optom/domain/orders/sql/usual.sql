-- What a contract orders again and again: products of at least two orders since a day, each in its middle quantity.
select l.product_id as product,
    percentile_disc(0.5) within group (order by l.ordered - l.cancelled) as quantity
from orders_line l
join orders_order o on o.id = l.order_id
where l.contract_id = %(contract)s and o.placed_at >= %(since)s and l.ordered > l.cancelled
group by l.product_id
having count(distinct l.order_id) >= 2
order by count(distinct l.order_id) desc, l.product_id
limit %(most)s
