"""An owner adds people to his company, changes what they may do and removes them; nobody else of a company does.

People come in only through ``companies_admit``, by their address: a buyer can't insert a membership, so he can't look at
an account by guessing its number.
"""

from typing import ClassVar

from django.db import migrations

OWNED = """
create function companies_owned() returns setof bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select company_id from companies_membership
    where role = 'owner' and user_id = nullif(current_setting('optom.user_id', true), '')::bigint
$$;
"""

RIGHTS = """
drop policy companies_membership_buyer on companies_membership;
create policy companies_membership_buyer on companies_membership for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy companies_membership_changed on companies_membership for update to optom_buyer
    using (company_id in (select companies_owned())) with check (company_id in (select companies_owned()));
create policy companies_membership_removed on companies_membership for delete to optom_buyer
    using (company_id in (select companies_owned()));
grant update (role), delete on companies_membership to optom_buyer;
"""

# The role of the request outlives the switch to the definer: a buyer who owns nothing here gets no row.
ADMIT = """
create function companies_admit(place bigint, address text, person text, tongue text, what text, moment timestamptz)
    returns table (account bigint, is_new boolean, is_staff boolean, is_member boolean)
    language plpgsql security definer set search_path = public, pg_temp as $$
declare found_account record;
begin
    if current_setting('role') = 'optom_buyer' and place not in (select companies_owned()) then
        return;
    end if;
    select * into found_account from accounts_account(address, person, tongue, moment);
    account := found_account.account;
    is_new := found_account.is_new;
    is_staff := found_account.is_staff;
    is_member := exists (select from companies_membership m where m.company_id = place and m.user_id = account);
    if not is_staff and not is_member then
        insert into companies_membership (company_id, user_id, role) values (place, account, what)
        on conflict (company_id, user_id) do nothing;
        is_member := not found;
    end if;
    return next;
end
$$;
revoke all on function companies_admit from public;
grant execute on function companies_admit to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("companies", "0002_own_rows"),
        ("accounts", "0005_account_of_an_address"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(OWNED, "drop function companies_owned;"),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(ADMIT, "drop function companies_admit;"),
    ]
