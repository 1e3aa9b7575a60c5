-- Keys by which programs hand in statements. Which person a secret stands for, the role that signs people in may ask.
-- Security definer, for no role of requests may read a hash. It tells nothing of a key whose maker has left the desk.
create function bank_intake_holder(secret text) returns table (key bigint, holder bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.created_by_id
    from bank_intakekey k
    join accounts_user u on u.id = k.created_by_id and u.is_active
    where k.secret_hash = secret and k.revoked_at is null
        and exists (
            select from accounts_staffrole r
            where r.user_id = u.id and r.role in ('finance', 'administrator')
        )
$$;
revoke all on function bank_intake_holder from public;
grant execute on function bank_intake_holder to optom_web;

grant select (id, name, created_at, created_by_id, revoked_at, revoked_by_id, last_used_at, uses), update (revoked_at,
    revoked_by_id, last_used_at, uses) on bank_intakekey to optom_staff;
