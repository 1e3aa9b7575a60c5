"""All tables of the room and who may do what with their rows, as the first 4 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("bank", "0001_initial"),
        ("bank", "0002_own_rows"),
        ("bank", "0003_turnovers"),
        ("bank", "0004_intake_keys"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("companies", "0001_squashed_0019"),
        ("credit", "0001_squashed_0023"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='StatementFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(max_length=64, unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('format', models.CharField(max_length=20)),
                    ('size', models.BigIntegerField()),
                    ('taken_at', models.DateTimeField()),
                    ('taken', models.PositiveIntegerField(default=0)),
                    ('known', models.PositiveIntegerField(default=0)),
                    ('refused', models.PositiveIntegerField(default=0)),
                    ('taken_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveIntegerField()),
                    ('line', models.PositiveIntegerField()),
                    ('direction', models.CharField(choices=[('in', 'in'), ('out', 'out'), ('own', 'own')], max_length=3)),
                    ('kind', models.CharField(blank=True, max_length=60)),
                    ('number', models.CharField(blank=True, max_length=40)),
                    ('on', models.DateField()),
                    ('moved_on', models.DateField()),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('currency', models.CharField(max_length=3)),
                    ('payer_account', models.CharField(blank=True, max_length=34)),
                    ('payer_inn', models.CharField(blank=True, max_length=12)),
                    ('payer_name', models.CharField(blank=True, max_length=300)),
                    ('payee_account', models.CharField(blank=True, max_length=34)),
                    ('payee_inn', models.CharField(blank=True, max_length=12)),
                    ('payee_name', models.CharField(blank=True, max_length=300)),
                    ('purpose', models.CharField(blank=True, max_length=1000)),
                    ('raw', models.TextField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('seller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.seller')),
                    ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.statementfile')),
                ],
                options={
                    'indexes': [models.Index(fields=['file', 'place'], name='bank_document_file'), models.Index(fields=['-moved_on', '-id'], name='bank_document_newest'), models.Index(fields=['payee_account', 'moved_on'], name='bank_document_payee')],
                    'constraints': [models.UniqueConstraint(fields=('payer_account', 'number', 'on', 'amount', 'payee_account'), name='bank_document_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='bank_document_positive')],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('basis', models.CharField(max_length=10)),
                    ('invoices', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credit.payment')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.document')),
                ],
            ),
            migrations.CreateModel(
                name='Unread',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveIntegerField()),
                    ('line', models.PositiveIntegerField()),
                    ('code', models.CharField(max_length=40)),
                    ('facts', models.JSONField()),
                    ('raw', models.TextField(blank=True)),
                    ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.statementfile')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('file', 'place', 'code'), name='bank_unread_once')],
                },
            ),
            migrations.CreateModel(
                name='Undoing',
                fields=[
                    ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='bank.assignment')),
                    ('reason', models.CharField(max_length=200)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Waiting',
                fields=[
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='bank.document')),
                    ('reason', models.CharField(blank=True, max_length=40)),
                    ('is_aside', models.BooleanField(default=False)),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('candidate', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='companies.contract')),
                ],
            ),
            migrations.CreateModel(
                name='KnownPayer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('account', models.CharField(max_length=34)),
                    ('inn', models.CharField(blank=True, max_length=12)),
                    ('said_at', models.DateTimeField()),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('said_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('seller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.seller')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('account', 'inn', 'seller'), name='bank_knownpayer_once')],
                },
            ),
            migrations.CreateModel(
                name='Turnover',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField()),
                    ('account', models.CharField(max_length=34)),
                    ('since', models.DateField()),
                    ('until', models.DateField()),
                    ('opening', models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                    ('came', models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                    ('went', models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                    ('closing', models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                    ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.statementfile')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('file', 'line'), name='bank_turnover_once')],
                },
            ),
            migrations.CreateModel(
                name='IntakeKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('secret_hash', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField()),
                    ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('revoked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('last_used_at', models.DateTimeField(null=True)),
                    ('uses', models.PositiveIntegerField(default=0)),
                ],
            ),
        ]),
        beside(__file__),
        # What banks say is the firm's own affair: no buyer sees any of it.
        grant("bank_document", staff="select, insert"),
        grant("bank_assignment", staff="select, insert"),
        grant("bank_statementfile", staff="select, insert, update"),
        grant("bank_unread", staff="select, insert"),
        grant("bank_undoing", staff="select, insert"),
        grant("bank_waiting", staff="select, insert, update, delete"),
        grant("bank_knownpayer", staff="select, insert, update"),
        grant("bank_turnover", staff="select, insert"),
        grant("bank_intakekey", staff="insert"),
        own_rows("bank_document", "false"),
        own_rows("bank_assignment", "false"),
        own_rows("bank_statementfile", "false"),
        own_rows("bank_unread", "false"),
        own_rows("bank_undoing", "false"),
        own_rows("bank_waiting", "false"),
        own_rows("bank_knownpayer", "false"),
        own_rows("bank_turnover", "false"),
        own_rows("bank_intakekey", "false"),
        append_only("bank_document"),
        append_only("bank_assignment"),
        append_only("bank_unread"),
        append_only("bank_undoing"),
        append_only("bank_turnover"),
    ]
