-- Lines that come of others, each after the last line of its order.
with added as (
    select a.*, row_number() over (partition by a.order_id order by a.number) as next
    from unnest(
        %(orders)s::bigint[], %(products)s::bigint[], %(prices)s::numeric[], %(vat_percents)s::numeric[],
        %(sums)s::numeric[], %(vats)s::numeric[], %(quantities)s::numeric[], %(reserved)s::numeric[],
        %(untils)s::timestamptz[], %(notes)s::text[], %(came_from)s::bigint[], %(keys)s::text[],
        %(queued)s::timestamptz[], %(ordered_at)s::timestamptz[], %(ordered_by)s::bigint[], %(are_parts)s::boolean[]
    ) with ordinality
        as a(order_id, product_id, price, vat_percent, sum, vat, ordered, reserved, reserved_until, note, came_from, key,
            queued_at, ordered_at, ordered_by_id, is_part, number)
)
insert into orders_line (
    order_id, contract_id, company_id, position, product_id, price, vat_percent, sum, vat,
    ordered, reserved, confirmed, requested, shipped, accepted, returned, cancelled, reserved_until, note, came_from_id,
    part_of_id, key, queued_at, ordered_at, ordered_by_id)
select a.order_id, %(contract)s, %(company)s,
    a.next + (select coalesce(max(l.position), 0) from orders_line l where l.order_id = a.order_id), a.product_id, a.price,
    a.vat_percent, a.sum, a.vat, a.ordered, a.reserved, a.reserved, 0, 0, 0, 0, 0, a.reserved_until, a.note, a.came_from,
    case when a.is_part then coalesce(f.part_of_id, f.id) end, a.key, a.queued_at, a.ordered_at, a.ordered_by_id
from added a
join orders_line f on f.id = a.came_from
returning came_from_id as came_from, id
