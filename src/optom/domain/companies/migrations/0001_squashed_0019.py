"""All tables of the room and who may do what with their rows, as the first 19 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant, own_rows
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("companies", "0001_initial"),
        ("companies", "0002_own_rows"),
        ("companies", "0003_owners_manage_people"),
        ("companies", "0004_rights"),
        ("companies", "0005_views"),
        ("companies", "0006_delivery_and_acceptance"),
        ("companies", "0007_found_by_name_and_number"),
        ("companies", "0008_foreign_companies"),
        ("companies", "0009_papers_and_vat_of_sellers"),
        ("companies", "0010_advances_of_sellers"),
        ("companies", "0011_choice_of_papers"),
        ("companies", "0012_signed_copies_by_right"),
        ("companies", "0013_penalties"),
        ("companies", "0014_colleagues_are_few"),
        ("companies", "0015_attachments_by_company"),
        ("companies", "0016_own_sellers"),
        ("companies", "0017_accounts_found_by_number"),
        ("companies", "0018_quotes_of_terms"),
        ("companies", "0019_terms_from_suppliers"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("documents", "0001_squashed_0009"),
        ("journal", "0001_squashed_0003"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Company',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('legal_entity', 'Legal Entity'), ('sole_trader', 'Sole Trader'), ('foreign', 'Foreign')], default='legal_entity', max_length=20)),
                    ('name', models.CharField(max_length=200)),
                    ('full_name', models.CharField(blank=True, max_length=400)),
                    ('inn', models.CharField(max_length=12)),
                    ('kpp', models.CharField(blank=True, max_length=9)),
                    ('ogrn', models.CharField(blank=True, max_length=40)),
                    ('legal_address', models.CharField(blank=True, max_length=400)),
                    ('postal_address', models.CharField(blank=True, max_length=400)),
                    ('phone', models.CharField(blank=True, max_length=60)),
                    ('created_at', models.DateTimeField()),
                    ('approval_over', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                    ('edo_id', models.CharField(blank=True, db_default='', max_length=46)),
                    ('papers_language', models.CharField(blank=True, db_default='', max_length=2)),
                    ('papers_wanted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), db_default=models.Value([], django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)), default=list, size=None)),
                ],
                options={
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(condition=models.Q(('inn', ''), _negated=True), fields=('inn', 'kpp'), name='companies_company_once'), models.UniqueConstraint(condition=models.Q(('inn', '')), fields=('ogrn',), name='companies_company_abroad_once')],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('name'), 'gin_trgm_ops'), name='companies_company_names')],
                },
            ),
            migrations.CreateModel(
                name='DeliveryAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('address', models.CharField(max_length=400)),
                    ('consignee', models.CharField(blank=True, max_length=200)),
                    ('contact', models.CharField(blank=True, max_length=200)),
                    ('is_active', models.BooleanField(default=True)),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ],
            ),
            migrations.CreateModel(
                name='Seller',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('legal_entity', 'Legal Entity'), ('sole_trader', 'Sole Trader'), ('foreign', 'Foreign')], default='legal_entity', max_length=20)),
                    ('name', models.CharField(max_length=200)),
                    ('full_name', models.CharField(blank=True, max_length=400)),
                    ('inn', models.CharField(max_length=12)),
                    ('kpp', models.CharField(blank=True, max_length=9)),
                    ('ogrn', models.CharField(blank=True, max_length=40)),
                    ('legal_address', models.CharField(blank=True, max_length=400)),
                    ('postal_address', models.CharField(blank=True, max_length=400)),
                    ('phone', models.CharField(blank=True, max_length=60)),
                    ('vat', models.CharField(choices=[('payer', 'Payer'), ('reduced_5', 'Reduced 5'), ('reduced_7', 'Reduced 7'), ('exempt', 'Exempt')], default='payer', max_length=20)),
                    ('director', models.CharField(blank=True, max_length=120)),
                    ('accountant', models.CharField(blank=True, max_length=120)),
                    ('edo_id', models.CharField(blank=True, db_default='', max_length=46)),
                    ('papers', models.CharField(choices=[('note', 'Note'), ('upd', 'Upd'), ('both', 'Both'), ('vat', 'Note And Vat')], db_default='note', default='note', max_length=4)),
                    ('director_post', models.CharField(blank=True, db_default='', max_length=120)),
                    ('director_basis', models.CharField(blank=True, db_default='', max_length=120)),
                    ('accountant_basis', models.CharField(blank=True, db_default='', max_length=120)),
                    ('advances', models.CharField(choices=[('none', 'None'), ('lasting', 'Lasting'), ('each', 'Each')], db_default='none', default='none', max_length=8)),
                    ('advances_since', models.DateField(null=True)),
                ],
                options={
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('inn', 'kpp'), name='companies_seller_once'), models.CheckConstraint(condition=models.Q(('advances', 'none'), ('advances_since__isnull', False), _connector='OR'), name='companies_seller_advances_since')],
                },
            ),
            migrations.CreateModel(
                name='Contract',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=40)),
                    ('signed_on', models.DateField()),
                    ('currency', models.CharField(default='RUB', max_length=3)),
                    ('is_active', models.BooleanField(default=True)),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.seller')),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('number'), 'gin_trgm_ops'), name='companies_contract_numbers')],
                    'constraints': [models.UniqueConstraint(fields=('seller', 'company', 'number'), name='companies_contract_once')],
                },
            ),
            migrations.CreateModel(
                name='BankAccount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('account', models.CharField(max_length=34)),
                    ('bic', models.CharField(max_length=11)),
                    ('bank', models.CharField(max_length=200)),
                    ('correspondent', models.CharField(blank=True, max_length=34)),
                    ('is_main', models.BooleanField(default=True)),
                    ('company', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                    ('seller', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.seller')),
                ],
                options={
                    'indexes': [models.Index(fields=['account'], name='companies_bankaccount_account')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('company__isnull', False), ('seller', None)), models.Q(('company', None), ('seller__isnull', False)), _connector='OR'), name='companies_bankaccount_one_owner')],
                },
            ),
            migrations.CreateModel(
                name='Terms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateTimeField()),
                    ('valid_to', models.DateTimeField(null=True)),
                    ('deferral_days', models.PositiveSmallIntegerField(default=0)),
                    ('deferral_kind', models.CharField(choices=[('calendar', 'Calendar'), ('working', 'Working')], default='calendar', max_length=10)),
                    ('credit_limit', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                    ('reservation_hours', models.PositiveIntegerField(default=72)),
                    ('reservation_limit', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                    ('minimum_order', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                    ('minimum_shipment', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                    ('pack_rule', models.CharField(choices=[('strict', 'Strict'), ('round_up', 'Round Up'), ('free', 'Free')], default='strict', max_length=10)),
                    ('undispatched', models.CharField(choices=[('keep', 'Keep'), ('release', 'Release')], default='keep', max_length=10)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('delivery', models.CharField(choices=[('any', 'Any'), ('pickup', 'Pickup'), ('delivery', 'Delivery')], db_default='any', default='any', max_length=10)),
                    ('acceptance_days', models.PositiveSmallIntegerField(db_default=3, default=3)),
                    ('penalty_percent', models.DecimalField(db_default=0, decimal_places=4, default=0, max_digits=6)),
                    ('penalty_grace', models.PositiveSmallIntegerField(db_default=0, default=0)),
                    ('penalty_cap', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ('quote_days', models.PositiveSmallIntegerField(db_default=5, default=5)),
                    ('quote_holds', models.BooleanField(db_default=False, default=False)),
                    ('from_suppliers', models.BooleanField(db_default=False, default=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('contract',), name='companies_terms_one_current'), models.CheckConstraint(condition=models.Q(('credit_limit__gte', 0)), name='companies_terms_limit_not_negative')],
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('owner', 'Owner'), ('buyer', 'Buyer'), ('accountant', 'Accountant'), ('viewer', 'Viewer'), ('own', 'Own')], max_length=20)),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('rights', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), null=True, size=None)),
                    ('order_limit', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                    ('month_limit', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                    ('approver', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('cost_centres', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=models.Value([], django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)), default=list, size=None)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('company', 'user'), name='companies_membership_once'), models.CheckConstraint(condition=models.Q(models.Q(('rights__contained_by', ['look', 'draft', 'order', 'ship', 'papers', 'money', 'approve', 'administer']), ('rights__contains', ['look']), ('role', 'own')), models.Q(models.Q(('role', 'own'), _negated=True), ('rights', None)), _connector='OR'), name='companies_membership_rights')],
                },
            ),
            migrations.CreateModel(
                name='CostCentre',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20)),
                    ('name', models.CharField(max_length=120)),
                    ('budget', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                    ('is_closed', models.BooleanField(default=False)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('company', 'code'), name='companies_costcentre_once'), models.CheckConstraint(condition=models.Q(('budget__gte', 0)), name='companies_costcentre_not_negative')],
                },
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sheet', models.CharField(max_length=60)),
                    ('name', models.CharField(max_length=60)),
                    ('state', models.JSONField()),
                    ('is_shared', models.BooleanField(default=False)),
                    ('changed_at', models.DateTimeField()),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('company', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('author', 'company', 'sheet', 'name'), name='companies_savedview_once', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='DefaultView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sheet', models.CharField(max_length=60)),
                    ('company', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('view', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='companies.savedview')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'company', 'sheet'), name='companies_defaultview_once', nulls_distinct=False)],
                },
            ),
        ]),
        beside(__file__),
        grant("companies_company", buyer="select", staff="select, insert, update, delete"),
        grant("companies_deliveryaddress", buyer="select, insert, update", staff="select, insert, update, delete"),
        grant("companies_seller", buyer="select", staff="select, insert, update, delete"),
        grant("companies_contract", buyer="select", staff="select, insert, update, delete"),
        grant("companies_bankaccount", buyer="select", staff="select, insert, update, delete"),
        grant("companies_terms", buyer="select", staff="select, insert, update, delete"),
        grant("companies_membership", buyer="select, delete", staff="select, insert, update, delete"),
        grant("companies_costcentre", buyer="select, insert, update", staff="select, insert, update, delete"),
        grant("companies_savedview", buyer="select, insert, delete", staff="select, insert, delete"),
        grant("companies_defaultview", buyer="select, insert, delete", staff="select, insert, delete"),
        own_rows("companies_deliveryaddress"),
        own_rows("companies_seller", "id in (select seller_id from companies_contract)"),
        own_rows("companies_contract"),
        own_rows("companies_terms", "contract_id in (select companies_my_contracts())"),
    ]
