-- The company has given the products these numbers; one that was remembered for something else means this from now on.
insert into assortment_ownnumber (company_id, product_id, number, code, is_given)
select %(company)s, s.product, s.number, s.code, true
from unnest(%(products)s::bigint[], %(numbers)s::text[], %(codes)s::text[]) as s(product, number, code)
where s.code <> ''
on conflict (company_id, code) do update set product_id = excluded.product_id, number = excluded.number, is_given = true
