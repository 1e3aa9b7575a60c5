"""A company sees which orders hold goods for its quotes; who may order has them held."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import append_only, grant

OWN = """
alter table quotes_hold enable row level security;
create policy quotes_hold_staff on quotes_hold for select to optom_staff using (true);
create policy quotes_hold_buyer on quotes_hold for select to optom_buyer using (company_id in (select companies_mine()));
create policy quotes_hold_made on quotes_hold for insert to optom_buyer
    with check (company_id in (select companies_with('order')));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0005_holds")]

    operations: ClassVar = [
        grant("quotes_hold", buyer="select, insert", staff="select"),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
        append_only("quotes_hold"),
    ]
