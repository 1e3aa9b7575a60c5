-- A paper that was known by its bytes alone and has a number now keeps its row.
update catalog_goodspaper p
set key = g.key
from unnest(%(keys)s::text[], %(hashes)s::text[]) as g(key, sha256)
where p.key = g.sha256 and g.key <> g.sha256 and not exists (select from catalog_goodspaper o where o.key = g.key)
    and not exists (
        select from unnest(%(keys)s::text[], %(hashes)s::text[]) as f(key, sha256)
        where f.sha256 = g.sha256 and f.key < g.key)
