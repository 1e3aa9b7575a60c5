"""The three roles of ADR 0004, shared by every database of the server."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant

# Databases of one server share roles, so they may be there, or be made by another migration at this very moment.
ROLES = """
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
    grant usage on schema public to optom_buyer, optom_staff, optom_web;
end
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0001_initial"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        grant("accounts_user", buyer="select, update", staff="select, insert, update, delete", web="select, update"),
        grant("accounts_staffrole", buyer="select", staff="select, insert, update, delete", web="select"),
    ]
