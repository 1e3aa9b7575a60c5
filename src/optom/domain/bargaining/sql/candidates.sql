-- Candidates, how much of their lists is ours, and what a year of what is cheaper would save: of each product the best offer.
select c.id, c.name, coalesce(n.offers, 0) as offers, coalesce(n.matched, 0) as matched, coalesce(n.unmatched, 0) as unmatched,
    coalesce(w.cheaper, 0) as cheaper, coalesce(w.saves, 0) as saves, r.received_at
from suppliers_supplier c
left join lateral (
    select count(*) as offers, count(o.product_id) as matched, count(*) filter (where o.matched = '') as unmatched
    from suppliers_offer o
    join suppliers_terms t on t.offer_id = o.id and t.is_listed
    where o.supplier_id = c.id
) n on true
left join lateral (
    select count(*) as cheaper, round(sum((a.ours - a.landed) * a.sold), 2) as saves
    from (
        select o.product_id, min(v.landed) as landed, min(u.landed) as ours, coalesce(min(d.sold_365), 0) as sold
        from suppliers_offer o
        join suppliers_terms t on t.offer_id = o.id and t.is_listed
        join lateral purchasing_lands(%(day)s, o.supplier_id, o.product_id, t.price, t.currency, t.with_vat) v on true
        join lateral (
            select l.landed from purchasing_landed(%(day)s) l
            where l.product_id = o.product_id
            order by l.is_lacking, l.landed, l.offer_id limit 1
        ) u on true
        left join costs_demand d on d.product_id = o.product_id
        where o.supplier_id = c.id and o.product_id is not null
        group by o.product_id
    ) a
    where a.landed < a.ours
) w on true
left join lateral (
    select max(f.received_at) as received_at
    from suppliers_feed d
    join suppliers_feedrun f on f.feed_id = d.id
    where d.supplier_id = c.id
) r on true
where c.is_candidate and c.is_active
