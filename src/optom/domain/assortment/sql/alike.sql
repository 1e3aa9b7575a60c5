-- Products of what the contract sees whose names have all the words of a row. A row that hundreds have is cut: nobody would
-- choose from so many.
select a.row, p.id as product, p.brand_id as brand
from unnest(%(rows)s::int[], %(ranks)s::int[], %(forms)s::text[]) as a(row, rank, form)
cross join lateral (
    select w.id from catalog_product w where w.words @@ to_tsquery('russian', a.form) limit 10 * %(most)s
) w
cross join lateral (select p.id, p.brand_id from catalog_product p where p.id = w.id and {seen} offset 0) p
order by a.row, p.id
