-- Prices that were held back, for somebody to decide.
insert into suppliers_quarantined (offer_id, run_id, place, reason, price, currency, breaks, factor, said_price)
select l.offer_id, %(run)s, s.place, l.held, l.price, l.currency, coalesce(l.breaks, ''), l.factor, l.said_price
from listed_offer l
join staged_row s on s.seq = l.seq
where l.held is not null
on conflict (offer_id) do update
set run_id = excluded.run_id, place = excluded.place, reason = excluded.reason, price = excluded.price,
    currency = excluded.currency, breaks = excluded.breaks, factor = excluded.factor,
    said_price = excluded.said_price
