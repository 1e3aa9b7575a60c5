"""All tables of the room and who may do what with their rows, as the first 7 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("quotes", "0001_initial"),
        ("quotes", "0002_own_rows"),
        ("quotes", "0003_clients_and_links"),
        ("quotes", "0004_rights_of_links"),
        ("quotes", "0005_holds"),
        ("quotes", "0006_own_holds"),
        ("quotes", "0007_wishes_are_counted"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("billing", "0001_squashed_0022"),
        ("catalog", "0001_squashed_0017"),
        ("companies", "0001_squashed_0019"),
        ("documents", "0001_squashed_0009"),
        ("journal", "0001_squashed_0003"),
        ("orders", "0001_squashed_0020"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Quote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('number', models.CharField(max_length=40)),
                    ('issued_at', models.DateTimeField()),
                    ('valid_until', models.DateTimeField()),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('lines', models.PositiveIntegerField()),
                    ('total', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('vat', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('came_from', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('issued_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ],
                options={
                    'indexes': [models.Index(fields=['contract', '-id'], name='quotes_quote_contract')],
                    'constraints': [models.UniqueConstraint(fields=('contract', 'key'), name='quotes_quote_key_once'), models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('issued_at'))), name='quotes_quote_is_valid_some_time')],
                },
            ),
            migrations.CreateModel(
                name='Acceptance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('accepted_at', models.DateTimeField()),
                    ('is_moved', models.BooleanField()),
                    ('accepted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order')),
                    ('quote', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                ],
            ),
            migrations.CreateModel(
                name='QuoteLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('article', models.CharField(max_length=100)),
                    ('brand', models.CharField(max_length=120)),
                    ('group', models.CharField(max_length=200)),
                    ('name', models.CharField(max_length=500)),
                    ('unit', models.CharField(max_length=40)),
                    ('weight', models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('vat_percent', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                    ('sum', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('vat', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('parts', models.JSONField()),
                    ('comes_on', models.DateField(null=True)),
                    ('waits', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('quote', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('quote', 'position'), name='quotes_quoteline_position_once'), models.UniqueConstraint(fields=('quote', 'product'), name='quotes_quoteline_product_once'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='quotes_quoteline_quantity_positive')],
                },
            ),
            migrations.CreateModel(
                name='Logo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(max_length=64)),
                    ('content', models.BinaryField()),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('company', 'sha256'), name='quotes_logo_once')],
                },
            ),
            migrations.CreateModel(
                name='ClientQuote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('serial', models.PositiveIntegerField()),
                    ('recipient', models.CharField(max_length=200)),
                    ('issued_at', models.DateTimeField()),
                    ('formula', models.TextField()),
                    ('payload', models.JSONField()),
                    ('total', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                    ('logo', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.logo')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('company', 'key'), name='quotes_clientquote_key_once'), models.UniqueConstraint(fields=('company', 'serial'), name='quotes_clientquote_serial_once')],
                },
            ),
            migrations.CreateModel(
                name='Link',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('secret_hash', models.CharField(max_length=64, unique=True)),
                    ('note', models.CharField(blank=True, max_length=120)),
                    ('created_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('last_used_at', models.DateTimeField(null=True)),
                    ('uses', models.PositiveIntegerField(default=0)),
                    ('client_quote', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.clientquote')),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                    ('revoked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Letterhead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('formula', models.TextField()),
                    ('name', models.CharField(max_length=300)),
                    ('details', models.CharField(blank=True, max_length=600)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('has_vat', models.BooleanField(default=True)),
                    ('serial', models.PositiveIntegerField(default=0)),
                    ('changed_at', models.DateTimeField()),
                    ('changed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('company', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('logo', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.logo')),
                ],
            ),
            migrations.CreateModel(
                name='Wish',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('who', models.CharField(max_length=120)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('asked_at', models.DateTimeField()),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('link', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.link')),
                ],
                options={
                    'indexes': [models.Index(fields=['company'], name='quotes_wish_company')],
                },
            ),
            migrations.CreateModel(
                name='Hold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('held_at', models.DateTimeField()),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('held_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order')),
                    ('quote', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                ],
            ),
        ]),
        beside(__file__),
        grant("quotes_quote", buyer="select, insert", staff="select"),
        grant("quotes_acceptance", buyer="select, insert", staff="select"),
        grant("quotes_quoteline", buyer="select, insert", staff="select"),
        grant("quotes_clientquote", buyer="select, insert"),
        grant("quotes_link", buyer="insert"),
        grant("quotes_logo", buyer="select, insert"),
        grant("quotes_letterhead", buyer="select, insert, update"),
        grant("quotes_wish", buyer="select", link="insert"),
        grant("quotes_hold", buyer="select, insert", staff="select"),
        append_only("quotes_quote"),
        append_only("quotes_acceptance"),
        append_only("quotes_quoteline"),
        append_only("quotes_clientquote"),
        append_only("quotes_logo"),
        append_only("quotes_wish"),
        append_only("quotes_hold"),
    ]
