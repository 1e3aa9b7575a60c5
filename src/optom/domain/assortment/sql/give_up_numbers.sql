-- The numbers by which products were shown and are no more: the one given gives way to another; where none follows, what
-- is shown goes, given or remembered.
delete from assortment_ownnumber o
using unnest(%(products)s::bigint[], %(codes)s::text[]) as s(product, code)
where o.company_id = %(company)s and o.product_id = s.product and o.code <> s.code
    and (o.is_given or s.code = '' and o.id = (
        select x.id from assortment_ownnumber x where x.company_id = o.company_id and x.product_id = o.product_id
        order by x.is_given desc, x.id desc limit 1))
