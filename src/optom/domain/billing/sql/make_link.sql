-- No arbiter is named after "on conflict": who makes a link may not read the hashes of others.
insert into billing_paperlink (
    company_id, contract_id, issued_from, issued_before, secret_hash, note, created_at, created_by_id, expires_at, uses
)
values (
    %(company)s, %(contract)s, %(issued_from)s, %(issued_before)s, %(secret_hash)s, %(note)s, %(at)s, %(actor)s,
    %(expires_at)s, 0
)
on conflict do nothing
returning id
