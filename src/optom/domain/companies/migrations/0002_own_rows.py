"""A buyer's own companies, contracts and people, and what of the rooms below belongs to them."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant, own_rows

# Security definer: the policy of the membership table itself asks this function.
MINE = """
create function companies_mine() returns setof bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select company_id from companies_membership
    where user_id = nullif(current_setting('optom.user_id', true), '')::bigint
$$;
create function companies_my_contracts() returns setof bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select id from companies_contract where company_id in (select companies_mine())
$$;
"""

# A buyer sees his colleagues and changes only himself; signing in happens before anybody is known.
PEOPLE = """
alter table accounts_user enable row level security;
create policy accounts_user_sign_in on accounts_user to optom_web using (true) with check (true);
create policy accounts_user_staff on accounts_user to optom_staff using (true) with check (true);
create policy accounts_user_colleagues on accounts_user for select to optom_buyer using (
    id = nullif(current_setting('optom.user_id', true), '')::bigint
    or id in (select user_id from companies_membership));
create policy accounts_user_himself on accounts_user for update to optom_buyer
    using (id = nullif(current_setting('optom.user_id', true), '')::bigint);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("companies", "0001_initial"),
        ("documents", "0002_immutable"),
        ("journal", "0002_append_only"),
        ("accounts", "0002_roles"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(MINE, "drop function companies_my_contracts; drop function companies_mine;"),
        grant("companies_seller", buyer="select", staff="select, insert, update, delete"),
        grant("companies_company", buyer="select", staff="select, insert, update, delete"),
        grant("companies_bankaccount", buyer="select", staff="select, insert, update, delete"),
        grant("companies_contract", buyer="select", staff="select, insert, update, delete"),
        grant("companies_terms", buyer="select", staff="select, insert, update, delete"),
        grant("companies_deliveryaddress", buyer="select, insert, update", staff="select, insert, update, delete"),
        grant("companies_membership", buyer="select", staff="select, insert, update, delete"),
        own_rows("companies_company", "id in (select companies_mine())"),
        own_rows("companies_contract"),
        own_rows("companies_terms", "contract_id in (select companies_my_contracts())"),
        own_rows("companies_deliveryaddress"),
        own_rows("companies_membership"),
        own_rows("companies_bankaccount", "seller_id is not null or company_id in (select companies_mine())"),
        own_rows("journal_entry"),
        own_rows("documents_paper"),
        migrations.RunSQL(PEOPLE, migrations.RunSQL.noop),
    ]
