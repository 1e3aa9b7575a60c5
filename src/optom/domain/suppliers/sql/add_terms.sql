-- At what new offers stand.
with touched as (
    insert into suppliers_terms (
        offer_id, price, currency, with_vat, recommended, stock, stock_said, multiple, minimum, lead_days, breaks, is_listed, since,
        factor, said_price
    )
    select offer_id, price, currency, with_vat, recommended, stock, coalesce(stock_said, ''), multiple, minimum, lead_days,
        coalesce(breaks, ''), true, %(at)s, factor, said_price
    from listed_offer
    where is_new
    returning offer_id
)
insert into touched_offer select offer_id from touched
