-- Offers that are listed and no product yet: those with the likeliest candidates first.
select o.id, s.name as supplier_name, o.number, o.article, o.brand, o.name, o.category, t.price, t.currency, t.stock,
    c.product_id as product, c.score, p.article as product_article, b.name as product_brand, p.name as product_name,
    o.unit, t.factor, t.said_price, u.name as product_unit
from suppliers_offer o
join suppliers_terms t on t.offer_id = o.id
left join suppliers_supplier s on s.id = o.supplier_id
left join lateral (
    select c.product_id, c.score from suppliers_candidate c
    where c.offer_id = o.id
    order by c.score desc, c.product_id
    limit 1
) c on true
left join catalog_product p on p.id = c.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
where o.matched = '' and t.is_listed
