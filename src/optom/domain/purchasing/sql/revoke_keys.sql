update purchasing_supplierkey set revoked_at = %(at)s
where supplier_id = any(%(suppliers)s::bigint[]) and revoked_at is null
returning supplier_id as supplier
