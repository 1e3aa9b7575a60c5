-- No arbiter is named after "on conflict": who makes a key may not read the hashes of others.
insert into purchasing_supplierkey (supplier_id, secret_hash, created_at, created_by_id)
values (%(supplier)s, %(secret_hash)s, %(at)s, %(actor)s)
on conflict do nothing
returning id
