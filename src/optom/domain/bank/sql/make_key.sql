-- No arbiter is named after "on conflict": who makes a key may not read the hashes of others.
insert into bank_intakekey (name, secret_hash, created_at, created_by_id, uses)
values (%(name)s, %(secret_hash)s, %(at)s, %(actor)s, 0)
on conflict do nothing
returning id
