"""What signing in and sessions need, whoever the request turns out to be."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("sessions", "0001_initial"),
        ("account", "0001_initial"),
        ("mfa", "0001_initial"),
        ("admin", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("accounts", "0002_roles"),
    ]

    operations: ClassVar = [
        grant("django_session", buyer="select, insert, update, delete", staff="select, insert, update, delete", web="select, insert, update, delete"),
        grant("account_emailaddress", buyer="select, insert, update, delete", staff="select, insert, update, delete", web="select, insert, update, delete"),
        grant("account_emailconfirmation", buyer="select, insert, update, delete", staff="select, insert, update, delete", web="select, insert, update, delete"),
        grant("mfa_authenticator", buyer="select, insert, update, delete", staff="select, insert, update, delete", web="select, insert, update, delete"),
        grant("django_content_type", buyer="select", staff="select, insert, update, delete", web="select"),
        grant("auth_permission", buyer="select", staff="select, insert, update, delete", web="select"),
        grant("auth_group", buyer="select", staff="select, insert, update, delete", web="select"),
        grant("auth_group_permissions", buyer="select", staff="select, insert, update, delete", web="select"),
        grant("accounts_user_groups", buyer="select", staff="select, insert, update, delete", web="select"),
        grant("accounts_user_user_permissions", buyer="select", staff="select, insert, update, delete", web="select"),
        grant("django_admin_log", staff="select, insert, update, delete"),
    ]
