"""The account of an address, made when there is none: what a company's owner needs to add a colleague.

Nobody but the owner of the database may call it; a function of a room above, which knows who may add people, does.
"""

from typing import ClassVar

from django.db import migrations

ACCOUNT = """
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
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0004_least_rights")]

    operations: ClassVar = [
        migrations.RunSQL(ACCOUNT, "drop function accounts_account;"),
    ]
