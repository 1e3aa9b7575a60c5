-- Each paper as its row says it, with its id; what stands already is not written.
with given as (
    select *
    from unnest(%(identities)s::text[], %(kinds)s::text[], %(numbers)s::text[], %(titles)s::text[], %(issuers)s::text[],
        %(begins)s::date[], %(ends)s::date[], %(hashes)s::text[], %(sizes)s::int[])
        as g(identity, kind, number, title, issued_by, valid_from, valid_until, sha256, size)
),
written as (
    insert into catalog_goodspaper as p (identity, kind, number, title, issued_by, valid_from, valid_until, sha256, size)
    select identity, kind, number, title, issued_by, valid_from, valid_until, sha256, size from given
    on conflict (identity) do update set kind = excluded.kind, number = excluded.number, title = excluded.title,
        issued_by = excluded.issued_by, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
        sha256 = excluded.sha256, size = excluded.size
        where (p.kind, p.number, p.title, p.issued_by, p.valid_from, p.valid_until, p.sha256)
            is distinct from (excluded.kind, excluded.number, excluded.title, excluded.issued_by, excluded.valid_from,
                excluded.valid_until, excluded.sha256)
    returning identity, id, xmax = 0 as is_new
)
select g.identity, coalesce(w.id, p.id) as id, w.is_new
from given g
left join written w on w.identity = g.identity
left join catalog_goodspaper p on p.identity = g.identity
