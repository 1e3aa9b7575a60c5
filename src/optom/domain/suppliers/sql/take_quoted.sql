-- Quoted prices as offers of a supplier, with their terms, the first row of their history and the day until which they stand.
-- A number that stands in his lists already stays theirs: the quoted price gets one of its own beside it.
with said as (
    select q.*, q.number || case when o.id is null then '' else ' #' || %(run)s end as own_number
    from unnest(%(number)s::text[], %(product)s::bigint[], %(price)s::numeric[], %(currency)s::text[], %(with_vat)s::boolean[],
        %(until)s::date[], %(multiple)s::numeric[], %(lead_days)s::int[], %(stock)s::numeric[])
        as q (number, product_id, price, currency, with_vat, until, multiple, lead_days, stock)
    left join suppliers_offer o on o.supplier_id = %(supplier)s and o.number = q.number
),
made as (
    insert into suppliers_offer (supplier_id, feed_id, number, article, norm, brand, brand_norm, name, barcode, unit, category,
        product_id, matched)
    select %(supplier)s, %(feed)s, s.own_number, p.article, '', b.name, '', p.name, '', '', '', p.id, 'hand'
    from said s
    join catalog_product p on p.id = s.product_id
    join catalog_brand b on b.id = p.brand_id
    returning id, number
),
stand as (
    insert into suppliers_terms (offer_id, price, currency, with_vat, multiple, lead_days, stock, stock_said, breaks, is_listed,
        since)
    select m.id, s.price, s.currency, s.with_vat, s.multiple, s.lead_days, s.stock, '', '', true, %(at)s
    from made m
    join said s on s.own_number = m.number
),
remembered as (
    insert into suppliers_offerchange (offer_id, run_id, at, price, currency, stock, lead_days, is_listed, with_vat)
    select m.id, %(run)s, %(at)s, s.price, s.currency, s.stock, s.lead_days, true, s.with_vat
    from made m
    join said s on s.own_number = m.number
),
ends as (
    insert into suppliers_expiry (offer_id, until) select m.id, s.until from made m join said s on s.own_number = m.number
)
select m.id, s.number from made m join said s on s.own_number = m.number
