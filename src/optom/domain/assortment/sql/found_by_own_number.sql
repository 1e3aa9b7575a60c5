select distinct o.product_id as id from assortment_ownnumber o
    where o.company_id = (select company_id from companies_contract where id = %(contract)s)
        and lower(o.number) like {value}
