-- How offers of a product have stood since a moment, each landed at the rates of its day, with the last change before it.
select c.offer_id as offer, s.name as supplier_name, o.number, greatest(c.at, %(since)s) as at, case when c.is_listed then v.landed end as landed,
    c.stock
from suppliers_offer o
join suppliers_feed d on d.id = o.feed_id and d.is_active
join suppliers_supplier s on s.id = o.supplier_id
join suppliers_terms t on t.offer_id = o.id
cross join lateral (
    (select h.* from suppliers_offerchange h where h.offer_id = o.id and h.at >= %(since)s)
    union all
    (select h.* from suppliers_offerchange h where h.offer_id = o.id and h.at < %(since)s order by h.id desc limit 1)
) c
left join lateral purchasing_lands(c.at::date, o.supplier_id, o.product_id, c.price, c.currency, coalesce(c.with_vat, t.with_vat)) v on true
where o.product_id = %(product)s
order by c.at, c.id
