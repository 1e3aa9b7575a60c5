-- Lines of contracts as they stand, locked after the contracts' credit rows; with what they are called and sold by. Who only
-- refers to a line, as a need that is ordered for it, is not kept waiting.
select l.id, l.contract_id, l.order_id, l.position, l.product_id, p.article, p.multiple, p.minimum, l.price, l.vat_percent,
    l.sum, l.vat, l.ordered, l.reserved, l.requested, l.shipped, l.cancelled, l.reserved_until, l.note,
    l.queued_at, l.ordered_at, l.ordered_by_id
from orders_line l join catalog_product p on p.id = l.product_id
where l.contract_id = any(%(contracts)s::bigint[]) and l.id = any(%(lines)s::bigint[])
order by l.id
for no key update of l
