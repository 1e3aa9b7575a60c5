-- How offers of a product have stood since a moment, each landed at the rates of its day, with the last change before it.
-- Who says how many of ours the supplier's unit holds says it of what was counted otherwise before, too; where lists tell
-- it themselves, each was right of its own.
select c.offer_id as offer, s.name as supplier_name, o.number, greatest(c.at, %(since)s) as at, case when c.is_listed then v.landed end as landed,
    round(c.stock * k.times, 3) as stock
from suppliers_offer o
join suppliers_feed d on d.id = o.feed_id and d.is_active
join suppliers_supplier s on s.id = o.supplier_id
join suppliers_terms t on t.offer_id = o.id
cross join lateral (
    (select h.* from suppliers_offerchange h where h.offer_id = o.id and h.at >= %(since)s)
    union all
    (select h.* from suppliers_offerchange h where h.offer_id = o.id and h.at < %(since)s order by h.id desc limit 1)
) c
cross join lateral (select case when o.factor is null then 1 else o.factor / c.factor end as times) k
left join lateral purchasing_lands(
    c.at::date, o.supplier_id, o.product_id, c.price / k.times, c.currency, coalesce(c.with_vat, t.with_vat)
) v on true
where o.product_id = %(product)s
order by c.at, c.id
