"""Who is told of new papers by mail, and who has been told of which."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

HOW = [(one, one) for one in ("at_once", "daily", "weekly", "none")]
# A person says it for himself; also he who may take no papers any more may say that he wants no letters.
MINE = """
    user_id = nullif(current_setting('optom.user_id', true), '')::bigint and company_id in (select companies_mine())
"""


def _key(to: str) -> models.ForeignKey[object, object]:
    return models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0010_revisions_of_upds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="PaperReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(choices=HOW, max_length=7)),
                ("after", models.BigIntegerField()),
                ("told_at", models.DateTimeField()),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("retry_at", models.DateTimeField(null=True)),
                ("company", _key("companies.company")),
                ("user", _key(settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["user", "company"], name="billing_paperreader_once"),
                ],
                "indexes": [
                    models.Index(
                        condition=~models.Q(how="none"), fields=["company"], name="billing_paperreader_waits"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperTold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("reader", _key("billing.paperreader")),
                ("company", _key("companies.company")),
                ("paper", _key("documents.paper")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["reader", "paper"], name="billing_papertold_once"),
                ],
            },
        ),
        grant("billing_paperreader", buyer="select, insert, update"),
        append_only("billing_papertold"),
        own_rows("billing_paperreader", MINE),
        own_rows("billing_papertold", "false"),
    ]
