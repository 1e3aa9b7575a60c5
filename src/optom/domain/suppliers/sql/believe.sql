-- Prices that were held back, into force and into the history.
with believed as (
    update suppliers_terms t
    set price = q.price, currency = q.currency, breaks = q.breaks, factor = q.factor, said_price = q.said_price,
        with_vat = f.with_vat, since = %(at)s
    from suppliers_quarantined q
    join suppliers_feedrun r on r.id = q.run_id
    join suppliers_feed f on f.id = r.feed_id
    where q.offer_id = any(%(offers)s) and t.offer_id = q.offer_id
    returning t.offer_id, q.run_id, t.price, t.currency, t.stock, t.lead_days, t.is_listed, t.factor,
        t.with_vat
)
insert into suppliers_offerchange (offer_id, run_id, at, price, currency, stock, lead_days, is_listed, factor, with_vat)
select offer_id, run_id, %(at)s, price, currency, stock, lead_days, is_listed, factor, with_vat
from believed
