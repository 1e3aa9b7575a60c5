-- An offer that counts: what it lands at; what it landed at before its price changed last, in the same unit; the best of the
-- other suppliers, and of the other offers of its own that stood within a year; since when it is known and when its price changed
-- last, neither of which a change of its stock moves.
select l.product_id as product, l.supplier_id as supplier, p.article, l.landed, b.landed as before, (
        select min(k.landed) from purchasing_landed(%(day)s) k
        where k.product_id = l.product_id and k.supplier_id <> l.supplier_id
    ) as others, (
        select min(v.landed)
        from suppliers_offer k
        join suppliers_terms u on u.offer_id = k.id and (u.is_listed or u.since > %(day)s::date - 365)
        cross join lateral purchasing_lands(%(day)s, k.supplier_id, k.product_id, u.price, u.currency, u.with_vat) v
        where k.product_id = l.product_id and k.supplier_id = l.supplier_id and k.id <> l.offer_id
    ) as own,
    coalesce((
        select h.at from suppliers_offerchange h where h.offer_id = l.offer_id order by h.id limit 1
    ), t.since) as known_at,
    m.changed_at,
    exists (
        select from bargaining_saving s
        where s.offer_id = l.offer_id and s.at >= m.changed_at
            and not exists (select from bargaining_saving c where c.corrects_id = s.id)
    ) as is_claimed
from purchasing_landed(%(day)s) l
join suppliers_terms t on t.offer_id = l.offer_id
join catalog_product p on p.id = l.product_id
left join lateral (
    select c.id, c.price, c.currency, coalesce(c.with_vat, t.with_vat) as with_vat
    from suppliers_offerchange c
    where c.offer_id = l.offer_id and c.factor = t.factor
        and (c.price, c.currency, coalesce(c.with_vat, t.with_vat)) <> (t.price, t.currency, t.with_vat)
    order by c.id desc limit 1
) c on true
left join lateral purchasing_lands(%(day)s, l.supplier_id, l.product_id, c.price, c.currency, c.with_vat) b on true
cross join lateral (
    select coalesce((
        select h.at from suppliers_offerchange h
        where h.offer_id = l.offer_id and h.id > coalesce(c.id, 0)
        order by h.id limit 1
    ), t.since) as changed_at
) m
where l.offer_id = %(offer)s
