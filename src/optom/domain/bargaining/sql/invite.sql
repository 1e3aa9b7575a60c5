-- Each supplier is asked, with a link of his own; his older links end. No arbiter is named after the second "on conflict": who
-- makes links may not read the hashes of others.
with asked as (
    insert into bargaining_invitation (request_id, supplier_id, email, created_at, with_vat, note, submissions)
    select %(request)s, q.supplier_id, q.email, %(at)s, true, '', 0
    from unnest(%(suppliers)s::bigint[], %(emails)s::text[]) as q (supplier_id, email)
    on conflict (request_id, supplier_id) do update set email = excluded.email
    returning id, supplier_id
),
made as (
    insert into bargaining_link (invitation_id, secret_hash, created_at, expires_at, uses)
    select a.id, q.secret_hash, %(at)s, %(expires_at)s, 0
    from unnest(%(suppliers)s::bigint[], %(hashes)s::text[]) as q (supplier_id, secret_hash)
    join asked a on a.supplier_id = q.supplier_id
    on conflict do nothing
    returning invitation_id
)
update bargaining_link l
set revoked_at = %(at)s
from made m
where l.invitation_id = m.invitation_id and l.revoked_at is null
