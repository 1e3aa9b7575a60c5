-- Databases of one server share roles, so they may be there, or be made by another migration at this very moment.
-- The roles of ADR 0004 and ADR 0019, shared by every database of the server.
do $$
begin
    begin
        create role optom_buyer nologin;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
        create role optom_staff nologin;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
        create role optom_web login noinherit;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
        grant optom_buyer, optom_staff to optom_web;
    exception when unique_violation or internal_error then null;
    end;
    begin
        create role optom_link nologin;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
        grant optom_link to optom_web;
    exception when unique_violation or internal_error then null;
    end;
    grant usage on schema public to optom_buyer, optom_staff, optom_web, optom_link;
end
$$;

-- The account of an address, made when there is none: what a company's owner needs to add a colleague. Nobody but the
-- owner of the database may call it; a function of a room above, which knows who may add people, does.
create function accounts_account(address text, person text, tongue text, moment timestamptz)
    returns table (account bigint, is_new boolean, is_staff boolean)
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    return query
        insert into accounts_user (email, name, language, password, created_at, is_active, is_staff, is_superuser)
        values (address, person, tongue, '!' || gen_random_uuid(), moment, true, false, false)
        on conflict (lower(email)) do nothing
        returning id, true, false;
    if not found then
        return query
            select u.id, false, u.is_staff or exists (select from accounts_staffrole r where r.user_id = u.id)
            from accounts_user u where lower(u.email) = lower(address);
    end if;
end
$$;
revoke all on function accounts_account from public;

-- Which desks exist and who sits at them is the firm's affair; a buyer's own question "am I staff?" gets its answer.
alter table accounts_staffrole enable row level security;
create policy accounts_staffrole_sign_in on accounts_staffrole to optom_web using (true);
create policy accounts_staffrole_staff on accounts_staffrole to optom_staff using (true) with check (true);
create policy accounts_staffrole_own on accounts_staffrole for select to optom_buyer
    using (user_id = nullif(current_setting('optom.user_id', true), '')::bigint);

-- Hashes of passwords are for signing in only: who is signed in is found before the request gets its role. A buyer's
-- request names colleagues and tells who has not come yet; staff also let people in, send them away and look them up.
grant select (id, last_login, email, name, language), update (name, language) on accounts_user to optom_buyer;
grant select (id, last_login, is_superuser, email, name, language, is_active, is_staff, created_at), update (name,
    language, is_active) on accounts_user to optom_staff;
