-- What came by one paper; a price that nobody told is that of the confirmation.
with made as (
    insert into purchasing_receipt (order_id, paper, at, by_id)
    values (%(order)s, %(paper)s, %(at)s, %(actor)s)
    returning id
),
written as (
    insert into purchasing_receiptline (receipt_id, supplier_line_id, product_id, awaited, came, damaged, price)
    select m.id, n.line, n.product, n.awaited, n.came, n.damaged, coalesce(n.price, l.confirmed_price)
    from made m
    cross join unnest(%(lines)s::bigint[], %(products)s::bigint[], %(awaited)s::numeric[], %(came)s::numeric[],
        %(damaged)s::numeric[], %(prices)s::numeric[]) as n (line, product, awaited, came, damaged, price)
    join purchasing_supplierline l on l.id = n.line
)
select id from made
