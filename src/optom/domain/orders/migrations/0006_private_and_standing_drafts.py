"""Drafts that only their author sees, and drafts that stay when they are ordered."""

from typing import ClassVar

from django.db import migrations, models

PRIVATE = """
drop policy orders_draft_buyer on orders_draft;
create policy orders_draft_buyer on orders_draft to optom_buyer
    using (company_id in (select companies_mine())
        and (not is_private or author_id = nullif(current_setting('optom.user_id', true), '')::bigint))
    with check (company_id in (select companies_mine()));
"""
SHARED = """
drop policy orders_draft_buyer on orders_draft;
create policy orders_draft_buyer on orders_draft to optom_buyer
    using (company_id in (select companies_mine())) with check (company_id in (select companies_mine()));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0005_pasted_rows")]

    operations: ClassVar = [
        migrations.AddField("draft", "is_private", models.BooleanField(default=False)),
        migrations.AddField("draft", "is_standing", models.BooleanField(default=False)),
        migrations.RunSQL(PRIVATE, SHARED),
    ]
