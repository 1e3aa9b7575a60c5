-- What has no price, by name, behind all that has one: they are the last of so many rows.
with unpriced as materialized ({branches})
select id from (
    select u.id, row_number() over (order by p.sort_key, u.id) as row, count(*) over () as rows
    from unpriced u join catalog_product p on p.id = u.id
) x
where row > %(start)s - (%(total)s - rows)
order by row
limit %(count)s
