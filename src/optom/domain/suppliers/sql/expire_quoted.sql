-- Offers that stood until a day that is over, out of the list and into the history, under the file by which they came.
with over as (
    delete from suppliers_expiry where until < %(day)s returning offer_id
),
gone as (
    update suppliers_terms t
    set is_listed = false, since = %(at)s
    from over o
    where t.offer_id = o.offer_id and t.is_listed
    returning t.offer_id, t.price, t.currency, t.stock, t.lead_days, t.factor, t.with_vat
)
insert into suppliers_offerchange (offer_id, run_id, at, price, currency, stock, lead_days, is_listed, factor, with_vat)
select g.offer_id, c.run_id, %(at)s, g.price, g.currency, g.stock, g.lead_days, false, g.factor, g.with_vat
from gone g
cross join lateral (
    select run_id from suppliers_offerchange c where c.offer_id = g.offer_id order by c.id desc limit 1
) c
returning offer_id, run_id
