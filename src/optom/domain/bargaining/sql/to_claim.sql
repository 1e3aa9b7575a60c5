-- An offer that counts: what it lands at, what it landed at before its price changed last, the best of the other suppliers.
select l.product_id as product, l.supplier_id as supplier, p.article, l.landed, b.landed as before, (
        select min(k.landed) from purchasing_landed(%(day)s) k
        where k.product_id = l.product_id and k.supplier_id <> l.supplier_id
    ) as others,
    exists (
        select from bargaining_saving s
        where s.offer_id = l.offer_id and s.at >= t.since
            and not exists (select from bargaining_saving c where c.corrects_id = s.id)
    ) as is_claimed
from purchasing_landed(%(day)s) l
join suppliers_terms t on t.offer_id = l.offer_id
join catalog_product p on p.id = l.product_id
left join lateral (
    select c.price, c.currency
    from suppliers_offerchange c
    where c.offer_id = l.offer_id and (c.price, c.currency) <> (t.price, t.currency)
    order by c.id desc limit 1
) c on true
left join lateral purchasing_lands(%(day)s, l.supplier_id, l.product_id, c.price, c.currency, t.with_vat) b on true
where l.offer_id = %(offer)s
