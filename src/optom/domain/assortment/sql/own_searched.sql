-- Products by the company's own numbers: the whole number ranks as the catalog's own does (0), its beginning comes next (1).
select o.product_id as product, min(case when o.code = %(code)s then 0 else 1 end) as rank
from assortment_ownnumber o
where o.company_id = (select company_id from companies_contract where id = %(contract)s)
    and o.code >= %(code)s and o.code < %(code)s || U&'\+10FFFF'
group by o.product_id
order by 2, 1
limit %(most)s
