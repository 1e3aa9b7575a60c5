-- The order with all its lines; nothing where the contract's key is used already.
with placed as (
    insert into orders_order (
        contract_id, company_id, key, placed_at, placed_by_id, note, total, cost_centre_id, asked_by_id, draft,
        together_on
    )
    values (
        %(contract)s, %(company)s, %(key)s, %(at)s, %(actor)s, %(note)s, %(total)s, %(centre)s, %(asked_by)s,
        %(draft)s::bigint, %(together_on)s::date
    )
    on conflict (contract_id, key) do nothing
    returning id
)
insert into orders_line (
    order_id, contract_id, company_id, position, product_id, price, vat_percent, sum, vat,
    ordered, reserved, confirmed, requested, shipped, accepted, returned, cancelled, reserved_until, note)
select placed.id, %(contract)s, %(company)s, l.position, l.product_id, l.price, l.vat_percent, l.sum, l.vat,
    l.ordered, l.reserved, l.reserved, 0, 0, 0, 0, 0, l.reserved_until, l.note
from placed
cross join unnest(
    %(products)s::bigint[], %(prices)s::numeric[], %(vat_percents)s::numeric[], %(sums)s::numeric[],
    %(vats)s::numeric[], %(quantities)s::numeric[], %(reserved)s::numeric[], %(untils)s::timestamptz[],
    %(notes)s::text[]
) with ordinality as l(product_id, price, vat_percent, sum, vat, ordered, reserved, reserved_until, note, position)
returning order_id, position, id
