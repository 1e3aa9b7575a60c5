"""What statements say of our accounts as a whole, so that a document that is missing is seen."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [("bank", "0002_own_rows")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Turnover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("account", models.CharField(max_length=34)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("opening", models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                ("came", models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                ("went", models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                ("closing", models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bank.statementfile",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("file", "line"), name="bank_turnover_once")],
            },
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["payee_account", "moved_on"], name="bank_document_payee"),
        ),
        grant("bank_turnover", staff="select, insert"),
        append_only("bank_turnover"),
        own_rows("bank_turnover", "false"),
    ]
