-- Products of what the contract sees that are called just so, those of the brands named first.
select a.row, p.id as product, p.brand as brand
from unnest(%(rows)s::int[], %(ranks)s::int[], %(forms)s::text[], %(named)s::text[]) as a(row, rank, form, named)
cross join lateral (
    select p.id, p.brand_id as brand, p.brand_id = any(a.named::bigint[]) as is_named from catalog_product p
    where p.sort_key = a.form and {seen} order by is_named desc, p.id limit %(most)s
) p
order by a.row, p.is_named desc, p.id
