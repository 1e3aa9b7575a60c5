-- From now on one of the supplier's units holds so many of ours: what stands, what is held back, and the history.
with told as (
    select m.offer, m.factor from unnest(%(offers)s::bigint[], %(factors)s::numeric[]) as m(offer, factor)
),
named as (
    update suppliers_offer o set factor = m.factor from told m where o.id = m.offer
),
held as (
    update suppliers_quarantined q
    set price = greatest(round(coalesce(q.said_price, q.price) / m.factor, 4), 0.0001), factor = m.factor,
        said_price = case when m.factor <> 1 then coalesce(q.said_price, q.price) end,
        breaks = coalesce(
            (select b from suppliers_breaks_in(q.breaks, m.factor / q.factor) b where length(b) <= 200), ''
        )
    from told m
    where q.offer_id = m.offer
),
touched as (
    update suppliers_terms t
    set price = greatest(round(coalesce(t.said_price, t.price) / m.factor, 4), 0.0001), factor = m.factor,
        said_price = case when m.factor <> 1 then coalesce(t.said_price, t.price) end,
        recommended = round(t.recommended * t.factor / m.factor, 4),
        stock = case when t.stock is not null then least(round(t.stock / t.factor * m.factor, 3), 99999999999) end,
        multiple = nullif(least(round(coalesce(t.multiple, t.factor) / t.factor * m.factor, 3), 99999999999), 1),
        minimum = case when t.minimum is not null then least(round(t.minimum / t.factor * m.factor, 3), 99999999999) end,
        breaks = coalesce(
            (select b from suppliers_breaks_in(t.breaks, m.factor / t.factor) b where length(b) <= 200), ''
        ), since = %(at)s
    from told m
    where t.offer_id = m.offer and t.factor <> m.factor
    returning t.*
)
insert into suppliers_offerchange (offer_id, run_id, at, price, currency, stock, lead_days, is_listed, factor, with_vat)
select t.offer_id, c.run_id, %(at)s, t.price, t.currency, t.stock, t.lead_days, t.is_listed, t.factor,
    t.with_vat
from touched t
join lateral (
    select run_id from suppliers_offerchange where offer_id = t.offer_id order by id desc limit 1
) c on true
