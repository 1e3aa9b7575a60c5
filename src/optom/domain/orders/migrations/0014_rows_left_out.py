"""Rows that a block leaves out are kept as rows, to be put in by hand; answers are known by their key, to be taken back."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant, own_rows

_ALL = "select, insert, update, delete"
_OURS = "select draft_id, company_id, id, (one->>0)::int, one->>1, one->>2, '', '', '', ''"
# The first two hundred of each block were kept beside it, and no more is known of older ones.
KEEP = f"""
insert into orders_leftrow (draft_id, company_id, paste_id, position, text, reason, number, brand, name, note)
{_OURS} from orders_paste cross join jsonb_array_elements(left_out) one;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orders", "0013_what_forms_found")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="LeftRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("text", models.CharField(max_length=400)),
                ("reason", models.CharField(max_length=12)),
                ("number", models.CharField(blank=True, max_length=200)),
                ("brand", models.CharField(blank=True, max_length=100)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="orders.draft"),
                ),
                (
                    "paste",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="orders.paste"),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="orders.paste",
                    ),
                ),
            ],
        ),
        grant("orders_leftrow", buyer=_ALL, staff=_ALL),
        own_rows("orders_leftrow"),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="paste", name="left_out"),
        migrations.AddField(
            model_name="paste", name="left_out", field=models.PositiveIntegerField(default=0, db_default=0)
        ),
        migrations.AddField(
            model_name="pastedrow",
            name="answer",
            field=models.CharField(blank=True, max_length=60, default="", db_default=""),
        ),
    ]
