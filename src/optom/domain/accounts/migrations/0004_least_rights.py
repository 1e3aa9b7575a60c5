"""A buyer's request needs nothing of signing in: those pages work in the role that signs people in (ADR 0004)."""

from typing import ClassVar

from django.db import migrations

SIGN_IN_ONLY = """
revoke all on django_session, account_emailaddress, account_emailconfirmation, mfa_authenticator from optom_buyer;
revoke all on django_session, account_emailaddress, account_emailconfirmation, mfa_authenticator from optom_staff;
revoke update on accounts_user from optom_buyer;
grant update (name, language) on accounts_user to optom_buyer;
"""

# Which desks exist and who sits at them is the firm's affair; a buyer's own question "am I staff?" gets its answer.
DESKS = """
alter table accounts_staffrole enable row level security;
create policy accounts_staffrole_sign_in on accounts_staffrole to optom_web using (true);
create policy accounts_staffrole_staff on accounts_staffrole to optom_staff using (true) with check (true);
create policy accounts_staffrole_own on accounts_staffrole for select to optom_buyer
    using (user_id = nullif(current_setting('optom.user_id', true), '')::bigint);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0003_sign_in_tables")]

    operations: ClassVar = [
        migrations.RunSQL(SIGN_IN_ONLY, migrations.RunSQL.noop),
        migrations.RunSQL(DESKS, migrations.RunSQL.noop),
    ]
