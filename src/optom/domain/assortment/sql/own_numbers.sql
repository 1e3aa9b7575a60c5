-- The company's own numbers of products, the newest of each.
select distinct on (product_id) product_id, number
from assortment_ownnumber
where company_id = %(company)s and product_id = any(%(products)s::bigint[])
order by product_id, id desc
