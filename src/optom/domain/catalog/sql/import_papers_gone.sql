-- What no row has named: the papers, and for which goods those that stay hold no more.
with uncovered as (delete from catalog_coverage where id <> all(%(coverage)s::bigint[]))
delete from catalog_goodspaper where id <> all(%(papers)s::bigint[])
