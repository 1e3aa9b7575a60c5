-- Which products have been given these numbers by the company.
select o.code, o.product_id as product, p.article
from assortment_ownnumber o join catalog_product p on p.id = o.product_id
where o.company_id = %(company)s and o.code = any(%(codes)s::text[]) and o.is_given
