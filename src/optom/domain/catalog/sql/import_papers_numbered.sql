-- A paper that was known by its bytes alone and has a number now keeps its row.
update catalog_goodspaper p
set identity = g.identity
from (
    select min(identity) as identity, sha256
    from unnest(%(identities)s::text[], %(hashes)s::text[]) as x(identity, sha256)
    where identity <> sha256
    group by sha256
) g
where p.identity = g.sha256 and not exists (select from catalog_goodspaper o where o.identity = g.identity)
