-- The products whose offers have moved, or what an offer costs beyond its price.
insert into touched_product
select o.product_id
from suppliers_offerchange c
join suppliers_offer o on o.id = c.offer_id
where c.run_id = %(run)s and o.product_id is not null
union
select product_id from suppliers_offer where id = any(%(offers)s) and product_id is not null
union
select product_id from suppliers_offer where feed_id = %(feed)s and product_id is not null
union
select unnest(%(products)s::bigint[])
union
select product_id from suppliers_offer where supplier_id = any(%(suppliers)s) and product_id is not null
