-- What stands otherwise since this run, into the history.
insert into suppliers_offerchange (offer_id, run_id, at, price, currency, stock, lead_days, is_listed, factor, with_vat)
select t.offer_id, %(run)s, %(at)s, t.price, t.currency, t.stock, t.lead_days, t.is_listed, t.factor,
    t.with_vat
from touched_offer u
join suppliers_terms t on t.offer_id = u.offer_id
