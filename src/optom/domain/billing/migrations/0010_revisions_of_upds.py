"""UPDs that are issued anew, because the paper itself was wrong (ADR 0038)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

# Who holds a link sees which of its papers are revisions, and which are replaced by one (ADR 0019).
LINKS = """
grant select (id) on billing_upd to optom_link;
grant select (upd_id, paper_id, number) on billing_updrevision to optom_link;
create policy billing_updrevision_link on billing_updrevision for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0009_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="UpdRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("revised_on", models.DateField()),
                ("what", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("company", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.company")),
                ("paper", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.paper")),
                ("upd", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="billing.upd")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("upd", "number"), name="billing_updrevision_once")],
            },
        ),
        grant("billing_updrevision", buyer="select", staff="select, insert"),
        own_rows("billing_updrevision"),
        append_only("billing_updrevision"),
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
    ]
