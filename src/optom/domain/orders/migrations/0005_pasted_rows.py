"""Blocks that buyers paste into drafts, row by row: a company sees and writes its own."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant, own_rows

_ALL = "select, insert, update, delete"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ('catalog', '0007_ranges_of_shelves'),
        ('companies', '0003_owners_manage_people'),
        ('orders', '0004_lines_not_shipped'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="KnownLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signature", models.CharField(max_length=400)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "signature"), name="orders_knownlayout_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Paste",
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('pasted_at', models.DateTimeField()),
                ('left_out', models.JSONField(default=list)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('draft', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.draft')),
            ],
        ),
        migrations.CreateModel(
            name='PastedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=400)),
                ('number', models.CharField(blank=True, max_length=200)),
                ('brand', models.CharField(blank=True, max_length=100)),
                ('name', models.CharField(blank=True, max_length=300)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ('odd_quantity', models.CharField(blank=True, max_length=40)),
                ('way', models.CharField(blank=True, max_length=10)),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ('draft', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.draft')),
                ('paste', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.paste')),
                ('product', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
            ],
        ),
        migrations.AddConstraint(
            model_name='paste',
            constraint=models.UniqueConstraint(fields=('draft', 'key'), name='orders_paste_key_once'),
        ),
        migrations.AddIndex(
            model_name='pastedrow',
            index=models.Index(fields=['draft', 'product'], name='orders_pastedrow_draft'),
        ),
        migrations.AddConstraint(
            model_name='pastedrow',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='orders_pastedrow_positive'),
        ),
        grant("orders_paste", buyer=_ALL, staff=_ALL),
        grant("orders_pastedrow", buyer=_ALL, staff=_ALL),
        grant("orders_knownlayout", buyer=_ALL, staff=_ALL),
        own_rows("orders_knownlayout"),
        own_rows("orders_paste"),
        own_rows("orders_pastedrow"),
    ]
