"""All tables of the room and who may do what with their rows, as the first 2 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows
from optom.base.squashed import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("reconciliation", "0001_initial"),
        ("reconciliation", "0002_own_rows"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("companies", "0001_squashed_0019"),
        ("documents", "0001_squashed_0009"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Comparison',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('since', models.DateField()),
                    ('until', models.DateField()),
                    ('file_name', models.CharField(max_length=200)),
                    ('sha256', models.CharField(max_length=64)),
                    ('opening', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                    ('closing', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                    ('unread', models.JSONField(default=list)),
                    ('brought_at', models.DateTimeField()),
                    ('brought_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('contract', 'key'), name='reconciliation_comparison_key_once')],
                },
            ),
            migrations.CreateModel(
                name='ComparedLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveIntegerField()),
                    ('on', models.DateField()),
                    ('title', models.CharField(blank=True, max_length=300)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('comparison', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reconciliation.comparison')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('comparison', 'place'), name='reconciliation_comparedline_once')],
                },
            ),
            migrations.CreateModel(
                name='Disagreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('note', models.CharField(max_length=1000)),
                    ('lines', models.JSONField()),
                    ('difference', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('raised_at', models.DateTimeField()),
                    ('answer', models.CharField(blank=True, max_length=1000)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('answered_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('comparison', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reconciliation.comparison')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('raised_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('comparison', 'key'), name='reconciliation_disagreement_key_once')],
                },
            ),
            migrations.CreateModel(
                name='Act',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('number', models.CharField(max_length=40)),
                    ('since', models.DateField()),
                    ('until', models.DateField()),
                    ('closing', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('issued_at', models.DateTimeField()),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('issued_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('contract', 'key'), name='reconciliation_act_key_once')],
                },
            ),
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('until', models.DateField()),
                    ('balance', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('side', models.CharField(choices=[('buyer', 'buyer'), ('seller', 'seller')], max_length=6)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('contract', 'until', 'side', 'balance'), name='reconciliation_agreement_once')],
                },
            ),
        ]),
        # Settlements are for those whom their company gives the right to money; what was said of them stays.
        grant("reconciliation_comparison", buyer="select, insert", staff="select, insert"),
        grant("reconciliation_comparedline", buyer="select, insert", staff="select, insert"),
        grant("reconciliation_disagreement", buyer="select, insert", staff="select, insert, update"),
        grant("reconciliation_act", buyer="select, insert", staff="select, insert"),
        grant("reconciliation_agreement", buyer="select, insert", staff="select, insert"),
        own_rows("reconciliation_comparison", "company_id in (select companies_with('money'))"),
        own_rows("reconciliation_comparedline", "company_id in (select companies_with('money'))"),
        own_rows("reconciliation_disagreement", "company_id in (select companies_with('money'))"),
        own_rows("reconciliation_act", "company_id in (select companies_with('money'))"),
        own_rows("reconciliation_agreement", "company_id in (select companies_with('money'))"),
        append_only("reconciliation_comparison"),
        append_only("reconciliation_comparedline"),
        append_only("reconciliation_act"),
        append_only("reconciliation_agreement"),
    ]
