-- The company calls these products so; a number that meant something else means this from now on.
insert into assortment_ownnumber (company_id, product_id, number, code, is_given)
select %(company)s, s.product, s.number, s.code, false
from unnest(%(products)s::bigint[], %(numbers)s::text[], %(codes)s::text[]) as s(product, number, code)
on conflict (company_id, code) do update set product_id = excluded.product_id, number = excluded.number,
    is_given = assortment_ownnumber.is_given and assortment_ownnumber.product_id = excluded.product_id
