"""A contract has its account from the moment it exists: the row that every act locks must be there to be locked.

By a trigger, because contracts are signed in a room below, which knows nothing of credit, and loaded in bulk.
"""

from typing import ClassVar

from django.db import migrations

OPEN = """
create function credit_open_account() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into credit_account (contract_id, company_id, debt, committed, reserved)
    values (new.id, new.company_id, 0, 0, 0) on conflict do nothing;
    return null;
end
$$;
create trigger credit_account_of_contract after insert on companies_contract
    for each row execute function credit_open_account();
insert into credit_account (contract_id, company_id, debt, committed, reserved)
select id, company_id, 0, 0, 0 from companies_contract on conflict do nothing;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("credit", "0002_own_rows"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(OPEN, "drop function credit_open_account cascade;"),
    ]
