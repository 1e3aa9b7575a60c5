-- Products of what the contract sees that are called just so.
select a.row, p.id as product
from unnest(%(rows)s::int[], %(ranks)s::int[], %(forms)s::text[]) as a(row, rank, form)
cross join lateral (
    select p.id from catalog_product p where p.sort_key = a.form and {seen} order by p.id limit %(most)s
) p
order by a.row, p.id
