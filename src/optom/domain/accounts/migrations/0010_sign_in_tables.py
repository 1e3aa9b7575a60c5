"""What signing in and sessions need: for the role that signs people in, and nobody else (ADR 0004)."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("account", "0001_initial"),
        ("admin", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0001_initial"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
        ("accounts", "0001_squashed_0009"),
    ]
    # Django's own groups and permissions decide nothing here, so that no request has to change them.
    operations: ClassVar = [
        grant("account_emailaddress", web="select, insert, update, delete"),
        grant("account_emailconfirmation", web="select, insert, update, delete"),
        grant("auth_group", staff="select", web="select"),
        grant("auth_group_permissions", staff="select", web="select"),
        grant("auth_permission", staff="select", web="select"),
        grant("django_admin_log", staff="select"),
        grant("django_content_type", buyer="select", staff="select", web="select"),
        grant("django_session", web="select, insert, update, delete"),
        grant("mfa_authenticator", web="select, insert, update, delete"),
        grant("usersessions_usersession", web="select, insert, update, delete"),
    ]
