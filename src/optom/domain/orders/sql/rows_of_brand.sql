-- The open rows of a draft that mean exactly one product of a brand.
select r.id, min(p.id) as product
from orders_pastedrow r
cross join lateral unnest(r.choices) as c(product)
join catalog_product p on p.id = c.product and p.brand_id = %(brand)s
where r.draft_id = %(draft)s and r.product_id is null and r.way <> %(alike)s
group by r.id
having count(*) = 1
order by r.id
