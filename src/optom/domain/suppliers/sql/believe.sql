-- Prices that were held back, into force and into the history; what stands beside them is counted in their unit.
with believed as (
    update suppliers_terms t
    set price = q.price, currency = q.currency, breaks = q.breaks, factor = q.factor, said_price = q.said_price,
        with_vat = f.with_vat, recommended = round(t.recommended * t.factor / q.factor, 4),
        stock = case when t.stock is not null then least(round(t.stock / t.factor * q.factor, 3), 99999999999) end,
        multiple = case when q.factor = t.factor then t.multiple
            else nullif(least(round(coalesce(t.multiple, t.factor) / t.factor * q.factor, 3), 99999999999), 1) end,
        minimum = case when t.minimum is not null then least(round(t.minimum / t.factor * q.factor, 3), 99999999999) end,
        since = %(at)s
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
