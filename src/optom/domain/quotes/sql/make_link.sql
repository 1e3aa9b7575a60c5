-- No arbiter is named after "on conflict": who makes a link may not read the hashes of others.
insert into quotes_link (
    quote_id, client_quote_id, company_id, secret_hash, note, created_at, created_by_id, expires_at, uses
)
values (
    %(quote)s, %(client_quote)s::bigint, %(company)s, %(secret_hash)s, %(note)s, %(at)s, %(actor)s, %(expires_at)s, 0
)
on conflict do nothing
returning id
