-- So many prices of a publication at the most, evenly out of the order in which they were laid down: of each stretch of
-- numbers the first one. Each is found by the index, however many there are.
select p.id, p.product_id as product, c.article, p.column_id as "column", p.amount, p.guard
from (
    select min(id) as first, max(id) as last
    from policy_proposedprice
    where publication_id = %(publication)s
) b
cross join lateral (select (b.last - b.first) / %(most)s + 1 as step) w
cross join lateral generate_series(b.first, b.last, w.step) s (first)
cross join lateral (
    select * from policy_proposedprice
    where publication_id = %(publication)s and id >= s.first and id < s.first + w.step and from_quantity = 0
    order by id
    limit 1
) p
join catalog_product c on c.id = p.product_id
where p.amount is not null
order by p.id
