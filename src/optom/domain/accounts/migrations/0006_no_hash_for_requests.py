"""Hashes of passwords are for signing in only: a request of a buyer or of staff reads the other columns of people.

Who is signed in is found before the request gets its role, so nothing of that needs more (ADR 0004). A buyer's request
names colleagues and tells who has not come yet; staff also let people in, send them away and look them up.
"""

from typing import ClassVar

from django.db import migrations

COLUMNS = """
revoke select on accounts_user from optom_buyer, optom_staff;
grant select (id, email, name, language, last_login) on accounts_user to optom_buyer;
grant select (id, email, name, language, last_login, is_active, is_staff, is_superuser, created_at)
    on accounts_user to optom_staff;
revoke update, delete on accounts_user from optom_staff;
grant update (name, language, is_active) on accounts_user to optom_staff;
"""

# Django's own groups and permissions decide nothing here, so that no request has to change or to read them.
UNUSED = """
revoke all on auth_group, auth_permission, auth_group_permissions, accounts_user_groups, accounts_user_user_permissions
    from optom_buyer;
revoke insert, update, delete on auth_group, auth_permission, auth_group_permissions, accounts_user_groups,
    accounts_user_user_permissions, django_content_type, django_admin_log from optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0005_account_of_an_address")]

    operations: ClassVar = [
        migrations.RunSQL(COLUMNS, migrations.RunSQL.noop),
        migrations.RunSQL(UNUSED, migrations.RunSQL.noop),
    ]
