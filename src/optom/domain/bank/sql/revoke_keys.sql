-- A key that is revoked already keeps who revoked it first.
update bank_intakekey set revoked_at = %(at)s, revoked_by_id = %(actor)s
where id = any(%(keys)s::bigint[]) and revoked_at is null
returning id, name
