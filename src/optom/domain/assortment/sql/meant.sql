-- Products of what the contract sees by the forms of the numbers written: own numbers of the company first, then every
-- number of the catalog. A form that hundreds of products carry is cut: nobody would choose from so many.
with mine as materialized (select company_id from companies_contract where id = %(contract)s)
select a.row, a.rank, x.kind, p.id as product, p.brand_id as brand, p.name
from unnest(%(rows)s::int[], %(ranks)s::int[], %(forms)s::text[]) as a(row, rank, form)
cross join lateral (
    select case when a.rank < 0 then 'O' else 'o' end as kind, o.product_id from assortment_ownnumber o
    where o.company_id = (select company_id from mine) and o.code = a.form and a.rank <= 1
    union all
    (select c.kind, c.product_id from catalog_code c where c.norm = a.form and a.rank >= 0 limit 10 * %(most)s)
) x
cross join lateral (select p.id, p.brand_id, p.name from catalog_product p where p.id = x.product_id and {seen} offset 0) p
order by a.row, a.rank, p.id
