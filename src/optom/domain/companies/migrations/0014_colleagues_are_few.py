"""Whose names a buyer reads is told by a function, once a statement and by indexes.

Before, the policy of people asked the table of memberships, whose own policy made it look through the memberships of all
companies: 100 ms for 57,000 of them, in each list that names somebody.
"""

from typing import ClassVar

from django.db import migrations

COLLEAGUES = """
create function companies_colleagues() returns setof bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.user_id
    from companies_membership mine
    join companies_membership m on m.company_id = mine.company_id
    where mine.user_id = nullif(current_setting('optom.user_id', true), '')::bigint
$$;
alter policy accounts_user_colleagues on accounts_user using (
    id = nullif(current_setting('optom.user_id', true), '')::bigint or id in (select companies_colleagues()));
"""
BEFORE = """
alter policy accounts_user_colleagues on accounts_user using (
    id = nullif(current_setting('optom.user_id', true), '')::bigint or id in (select user_id from companies_membership));
drop function companies_colleagues;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0013_penalties")]

    operations: ClassVar = [migrations.RunSQL(COLLEAGUES, BEFORE)]
