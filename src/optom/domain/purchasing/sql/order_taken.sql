-- An order to each supplier, and its lines by articles.
with made as (
    insert into purchasing_supplierorder (supplier_id, warehouse_id, state, created_at, created_by_id)
    select distinct supplier_id, %(warehouse)s::bigint, 'draft', %(at)s::timestamptz, %(actor)s::bigint from taken_need
    returning id, supplier_id
),
written as (
    insert into purchasing_supplierline (order_id, position, product_id, offer_id, quantity, price, currency, with_vat, landed,
        lead_days)
    select m.id, row_number() over (partition by m.id order by p.article, p.id), t.product_id, t.offer_id, t.quantity,
        t.price, t.currency, t.with_vat, t.landed, t.lead_days
    from taken_need t
    join made m on m.supplier_id = t.supplier_id
    join catalog_product p on p.id = t.product_id
    returning order_id
)
select order_id, count(*) as lines from written group by order_id order by order_id
