"""Views of sheets that people keep: each his own, shared ones for his company; those of the staff have no company."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant

_ME = "nullif(current_setting('optom.user_id', true), '')::bigint"
_COMPANY = "company_id in (select companies_mine())"
_OWNED = "company_id in (select companies_with('administer'))"
_OFFICE = "company_id is null"
_ADMINISTERED = f"exists (select from accounts_staffrole where user_id = {_ME} and role = 'administrator')"

# Who changes a row must still see it afterwards: what is shared is taken back by its author alone.
VIEWS = f"""
alter table companies_savedview enable row level security;
create policy companies_savedview_seen on companies_savedview for select to optom_buyer
    using ({_COMPANY} and (author_id = {_ME} or is_shared));
create policy companies_savedview_made on companies_savedview for insert to optom_buyer
    with check ({_COMPANY} and author_id = {_ME});
create policy companies_savedview_changed on companies_savedview for update to optom_buyer
    using ({_COMPANY} and author_id = {_ME} or {_OWNED} and is_shared) with check ({_COMPANY});
create policy companies_savedview_removed on companies_savedview for delete to optom_buyer
    using ({_COMPANY} and author_id = {_ME} or {_OWNED} and is_shared);
create policy companies_savedview_staff_seen on companies_savedview for select to optom_staff
    using ({_OFFICE} and (author_id = {_ME} or is_shared));
create policy companies_savedview_staff_made on companies_savedview for insert to optom_staff
    with check ({_OFFICE} and author_id = {_ME});
create policy companies_savedview_staff_changed on companies_savedview for update to optom_staff
    using ({_OFFICE} and (author_id = {_ME} or is_shared and {_ADMINISTERED})) with check ({_OFFICE});
create policy companies_savedview_staff_removed on companies_savedview for delete to optom_staff
    using ({_OFFICE} and (author_id = {_ME} or is_shared and {_ADMINISTERED}));
"""

DEFAULTS = f"""
alter table companies_defaultview add constraint companies_defaultview_view
    foreign key (view_id) references companies_savedview (id) on delete cascade;
alter table companies_defaultview enable row level security;
create policy companies_defaultview_buyer on companies_defaultview to optom_buyer
    using ({_COMPANY} and person_id = {_ME}) with check ({_COMPANY} and person_id = {_ME});
create policy companies_defaultview_staff on companies_defaultview to optom_staff
    using ({_OFFICE} and person_id = {_ME}) with check ({_OFFICE} and person_id = {_ME});
"""
_OF_A_VIEW = "select, insert, update (name, state, is_shared, changed_at), delete"
_OF_A_DEFAULT = "select, insert, update (view_id), delete"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("companies", "0004_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheet", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60)),
                ("state", models.JSONField()),
                ("is_shared", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "company", "sheet", "name"),
                        name="companies_savedview_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DefaultView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheet", models.CharField(max_length=60)),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="companies.savedview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "company", "sheet"), name="companies_defaultview_once", nulls_distinct=False
                    )
                ],
            },
        ),
        grant("companies_savedview", buyer=_OF_A_VIEW, staff=_OF_A_VIEW),
        grant("companies_defaultview", buyer=_OF_A_DEFAULT, staff=_OF_A_DEFAULT),
        migrations.RunSQL(VIEWS, migrations.RunSQL.noop),
        migrations.RunSQL(DEFAULTS, migrations.RunSQL.noop),
    ]
