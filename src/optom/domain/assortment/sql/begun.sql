-- Products of what the contract sees whose numbers go on from what was written, the shortest first.
select a.row, p.id as product, p.brand_id as brand
from unnest(%(rows)s::int[], %(ranks)s::int[], %(forms)s::text[]) as a(row, rank, form)
cross join lateral (
    select c.product_id, c.norm from catalog_code c
    where c.norm > a.form and c.norm < a.form || %(after)s and c.kind = 'a'
    order by c.norm limit %(most)s
) c
cross join lateral (select p.id, p.brand_id from catalog_product p where p.id = c.product_id and {seen} offset 0) p
order by a.row, length(c.norm), c.norm, p.id
