-- The lines of an order, or the named ones, of one contract; what was cancelled is not to be paid.
select l.id as line, l.order_id as "order", l.product_id as product, p.article, p.name, u.name as unit, l.price,
    l.vat_percent, l.ordered, l.ordered - l.cancelled as alive, l.sum, l.vat,
    u.okei
from orders_line l
join catalog_product p on p.id = l.product_id
join catalog_unit u on u.id = p.unit_id
where l.contract_id = %(contract)s
    and (%(order)s::bigint is null or l.order_id = %(order)s::bigint)
    and (%(lines)s::bigint[] is null or l.id = any(%(lines)s::bigint[]))
order by l.order_id, l.position
