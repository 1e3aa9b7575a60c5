(select lower(o.number) from assortment_ownnumber o
    where o.company_id = (select company_id from companies_contract where id = %(contract)s) and o.product_id = p.id
    order by o.is_given desc, o.id desc limit 1)
