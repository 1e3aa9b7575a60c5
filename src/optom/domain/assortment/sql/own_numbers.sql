-- The company's own number of each of the products: the one it gave, else the newest of those remembered.
select distinct on (product_id) product_id, number
from assortment_ownnumber
where company_id = %(company)s and product_id = any(%(products)s::bigint[])
order by product_id, is_given desc, id desc
