-- Each picture at its place; what stands there already is not written.
with given as (
    select *
    from unnest(%(products)s::bigint[], %(places)s::int[], %(sources)s::text[], %(hashes)s::text[], %(sizes)s::int[],
        %(widths)s::int[], %(heights)s::int[], %(thumbs)s::text[], %(thumb_sizes)s::int[])
        as g(product_id, place, source_sha256, sha256, size, width, height, thumb_sha256, thumb_size)
),
written as (
    insert into catalog_picture as p
        (product_id, place, source_sha256, sha256, size, width, height, thumb_sha256, thumb_size)
    select product_id, place, source_sha256, sha256, size, width, height, thumb_sha256, thumb_size from given
    on conflict (product_id, place) do update set source_sha256 = excluded.source_sha256, sha256 = excluded.sha256,
        size = excluded.size, width = excluded.width, height = excluded.height, thumb_sha256 = excluded.thumb_sha256,
        thumb_size = excluded.thumb_size
        where (p.source_sha256, p.sha256) is distinct from (excluded.source_sha256, excluded.sha256)
    returning xmax = 0 as is_new
)
select count(*) filter (where is_new) as created, count(*) filter (where not is_new) as changed,
    (select count(*) from given) - count(*) as unchanged
from written
