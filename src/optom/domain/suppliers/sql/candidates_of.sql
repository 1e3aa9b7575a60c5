-- Products that an offer may be, the likeliest first.
select c.product_id as product, p.article, b.name as brand, p.name, u.name as unit, c.score, c.why
from suppliers_candidate c
join catalog_product p on p.id = c.product_id
join catalog_brand b on b.id = p.brand_id
join catalog_unit u on u.id = p.unit_id
where c.offer_id = %(offer)s
order by c.score desc, c.product_id
