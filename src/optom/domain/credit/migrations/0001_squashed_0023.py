"""All tables of the room and who may do what with their rows, as the first 23 migrations left them (ADR 0067)."""

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
        ("credit", "0001_initial"),
        ("credit", "0002_own_rows"),
        ("credit", "0003_account_of_each_contract"),
        ("credit", "0004_least_rights"),
        ("credit", "0005_newest_payments"),
        ("credit", "0006_by_right"),
        ("credit", "0007_ledger_of_accounts"),
        ("credit", "0008_found_by_number_and_sum"),
        ("credit", "0009_reversals"),
        ("credit", "0010_ledger_reports"),
        ("credit", "0011_directions"),
        ("credit", "0012_closed_periods"),
        ("credit", "0013_currencies"),
        ("credit", "0014_penalties"),
        ("credit", "0015_direction_followed_or_withdrawn"),
        ("credit", "0016_direction_stands"),
        ("credit", "0017_aging_by_days"),
        ("credit", "0018_penalties_tell_their_count"),
        ("credit", "0019_corrections_at_the_rate_of_their_goods"),
        ("credit", "0020_entries_are_called_by_papers"),
        ("credit", "0021_money_kept_for_goods"),
        ("credit", "0022_rates_run_out"),
        ("credit", "0023_payments_of_a_contract_by_number"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("companies", "0001_squashed_0019"),
        ("documents", "0001_squashed_0009"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('on', models.DateField()),
                    ('kind', models.CharField(choices=[('opening', 'Opening'), ('dispatch', 'Dispatch'), ('payment', 'Payment'), ('correction', 'Correction'), ('reversal', 'Reversal'), ('penalty', 'Penalty')], max_length=12)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('due_on', models.DateField(null=True)),
                    ('title', models.CharField(max_length=200)),
                    ('subject', models.CharField(blank=True, max_length=60)),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ],
                options={
                    'indexes': [models.Index(fields=['contract', 'on', 'id'], name='credit_entry_contract'), models.Index(fields=['at'], name='credit_entry_at'), models.Index(fields=['on'], include=('contract', 'amount'), name='credit_entry_on')],
                },
            ),
            migrations.CreateModel(
                name='Allocation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('at', models.DateTimeField()),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('item_entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credit.entry')),
                    ('payment_entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credit.entry')),
                ],
                options={
                    'indexes': [models.Index(fields=['at'], name='credit_allocation_at')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='credit_allocation_not_nothing')],
                },
            ),
            migrations.CreateModel(
                name='Payment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=100, unique=True)),
                    ('number', models.CharField(max_length=40)),
                    ('on', models.DateField()),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('purpose', models.CharField(blank=True, max_length=400)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credit.entry')),
                ],
                options={
                    'indexes': [models.Index(fields=['-on', '-id'], name='credit_payment_newest'), models.Index(fields=['number', '-id'], name='credit_payment_number'), models.Index(fields=['amount', '-id'], name='credit_payment_amount'), models.Index(fields=['contract', 'number'], name='credit_payment_contract')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='credit_payment_positive')],
                },
            ),
            migrations.CreateModel(
                name='Account',
                fields=[
                    ('contract', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='companies.contract')),
                    ('debt', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                    ('committed', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                    ('reserved', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('kept', models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=15)),
                    ('covered', models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=15)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('committed__gte', 0)), name='credit_account_committed_not_negative'), models.CheckConstraint(condition=models.Q(('reserved__gte', 0)), name='credit_account_reserved_not_negative'), models.CheckConstraint(condition=models.Q(('covered__gte', 0), ('covered__lte', models.F('kept'))), name='credit_account_covered_of_kept')],
                },
            ),
            migrations.CreateModel(
                name='OpenItem',
                fields=[
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='credit.entry')),
                    ('due_on', models.DateField(null=True)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                ],
                options={
                    'indexes': [models.Index(fields=['contract', 'due_on', 'entry'], name='credit_openitem_contract')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='credit_openitem_not_settled')],
                },
            ),
            migrations.CreateModel(
                name='AccountMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('committed', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('reserved', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('kept', models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=15)),
                    ('covered', models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=15)),
                ],
                options={
                    'indexes': [models.Index(fields=['contract', 'at'], name='credit_accountmove_contract')],
                },
            ),
            migrations.CreateModel(
                name='Reversal',
                fields=[
                    ('payment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='credit.payment')),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credit.entry')),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('reason', models.CharField(max_length=200)),
                ],
            ),
            migrations.CreateModel(
                name='Direction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('number', models.CharField(max_length=40)),
                    ('items', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('amounts', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=2, max_digits=15), size=None)),
                    ('said_at', models.DateTimeField()),
                    ('expires_on', models.DateField()),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('said_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('payment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credit.payment')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('contract', 'key'), name='credit_direction_key_once'), models.UniqueConstraint(condition=models.Q(('payment', None), ('withdrawn_at', None)), fields=('contract', 'number'), name='credit_direction_waits_once'), models.CheckConstraint(condition=models.Q(('payment', None), ('withdrawn_at', None), _connector='OR'), name='credit_direction_followed_or_withdrawn')],
                },
            ),
            migrations.CreateModel(
                name='Closing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('until', models.DateField(null=True)),
                    ('is_agreed', models.BooleanField(default=False)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('at', models.DateTimeField()),
                    ('seller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.seller')),
                    ('contract', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('company', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['contract', '-id'], name='credit_closing_contract'), models.Index(condition=models.Q(('contract', None)), fields=['seller', '-id'], name='credit_closing_seller')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('company', None), ('contract', None)), models.Q(('company__isnull', False), ('contract__isnull', False)), _connector='OR'), name='credit_closing_of_whom')],
                },
            ),
            migrations.CreateModel(
                name='Rate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('currency', models.CharField(max_length=3)),
                    ('on', models.DateField()),
                    ('rate', models.DecimalField(decimal_places=6, max_digits=18)),
                    ('is_by_hand', models.BooleanField(default=False)),
                    ('said_at', models.DateTimeField()),
                    ('said_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('currency', 'on'), name='credit_rate_once'), models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='credit_rate_positive')],
                },
            ),
            migrations.CreateModel(
                name='Naming',
                fields=[
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='credit.entry')),
                    ('title', models.CharField(max_length=200)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ],
            ),
            migrations.CreateModel(
                name='Earmark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(max_length=60)),
                    ('goods', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('covered', models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=15)),
                    ('entry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credit.entry')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('paper', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ],
                options={
                    'indexes': [models.Index(fields=['contract', 'id'], name='credit_earmark_contract')],
                    'constraints': [models.UniqueConstraint(fields=('entry', 'subject'), name='credit_earmark_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('covered__gte', 0), ('covered__lte', models.F('amount'))), name='credit_earmark_of_something')],
                },
            ),
        ]),
        beside(__file__),
        # Settlements are append-only and each company sees its own. A buyer's request commits and reserves; the debt
        # is moved by dispatches and payments only.
        grant("credit_entry", buyer="select", staff="select, insert, update, delete"),
        grant("credit_allocation", buyer="select", staff="select, insert, update, delete"),
        grant("credit_payment", buyer="select", staff="select, insert, update, delete"),
        grant("credit_account", buyer="select", staff="select, insert, update, delete"),
        grant("credit_openitem", buyer="select", staff="select, insert, update, delete"),
        grant("credit_accountmove", buyer="select, insert", staff="select, insert"),
        grant("credit_reversal", buyer="select", staff="select, insert"),
        grant("credit_direction", buyer="select, insert", staff="select"),
        grant("credit_closing", buyer="select", staff="select, insert"),
        grant("credit_rate", buyer="select", staff="select, insert, update"),
        grant("credit_naming", buyer="select", staff="select, insert"),
        grant("credit_earmark", buyer="select", staff="select, insert, update, delete"),
        own_rows("credit_account"),
        own_rows("credit_openitem"),
        own_rows("credit_naming"),
        own_rows("credit_earmark"),
        append_only("credit_entry"),
        append_only("credit_allocation"),
        append_only("credit_payment"),
        append_only("credit_accountmove"),
        append_only("credit_reversal"),
        append_only("credit_closing"),
        append_only("credit_naming"),
    ]
