"""All tables of the room and who may do what with their rows, as the first 6 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.indexes
import django.db.models.deletion
import optom.domain.suppliers.rules
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("suppliers", "0001_feeds"),
        ("suppliers", "0002_learnt_from"),
        ("suppliers", "0003_units"),
        ("suppliers", "0004_candidates_and_expiry"),
        ("suppliers", "0005_units_of_history"),
        ("suppliers", "0006_answers"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("catalog", "0001_squashed_0017"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Supplier',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, unique=True)),
                    ('inn', models.CharField(blank=True, max_length=12)),
                    ('note', models.CharField(blank=True, max_length=400)),
                    ('sort_key', models.CharField(db_collation='C', max_length=800)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_candidate', models.BooleanField(default=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('inn', ''), _negated=True), fields=('inn',), name='suppliers_supplier_once')],
                },
            ),
            migrations.CreateModel(
                name='Feed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100)),
                    ('currency', models.CharField(default='RUB', max_length=3)),
                    ('with_vat', models.BooleanField(default=True)),
                    ('is_full', models.BooleanField(default=True)),
                    ('missing_percent', models.PositiveSmallIntegerField(default=30)),
                    ('moved_percent', models.PositiveSmallIntegerField(default=25)),
                    ('quarantined_percent', models.PositiveSmallIntegerField(default=10)),
                    ('sure_score', models.PositiveSmallIntegerField(default=95)),
                    ('likely_score', models.PositiveSmallIntegerField(default=60)),
                    ('new_products', models.CharField(default=optom.domain.suppliers.rules.NewProducts['ASK'], max_length=8)),
                    ('source', models.JSONField(default=dict)),
                    ('schedule', models.JSONField(default=dict)),
                    ('seen', models.JSONField(default=dict)),
                    ('tried_at', models.DateTimeField(null=True)),
                    ('next_at', models.DateTimeField(null=True)),
                    ('failures', models.PositiveSmallIntegerField(default=0)),
                    ('failure', models.JSONField(null=True)),
                    ('is_active', models.BooleanField(default=True)),
                    ('new_group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.group')),
                    ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                    ('brings', models.CharField(db_default='prices', default='prices', max_length=8)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('is_active', True)), fields=['next_at'], name='suppliers_feed_due')],
                    'constraints': [models.UniqueConstraint(fields=('supplier', 'name'), name='suppliers_feed_once'), models.CheckConstraint(condition=models.Q(('missing_percent__lte', 100), ('moved_percent__gt', 0), ('quarantined_percent__lte', 100)), name='suppliers_feed_percents'), models.CheckConstraint(condition=models.Q(('likely_score__lte', models.F('sure_score')), ('sure_score__lte', 100)), name='suppliers_feed_scores'), models.CheckConstraint(condition=models.Q(('brings__in', ['prices', 'answers'])), name='suppliers_feed_brings')],
                },
            ),
            migrations.CreateModel(
                name='Offer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(db_collation='C', max_length=150)),
                    ('article', models.CharField(blank=True, max_length=100)),
                    ('norm', models.CharField(blank=True, db_collation='C', max_length=100)),
                    ('brand', models.CharField(blank=True, max_length=120)),
                    ('brand_norm', models.CharField(blank=True, db_collation='C', max_length=120)),
                    ('name', models.CharField(blank=True, max_length=500)),
                    ('barcode', models.CharField(blank=True, max_length=14)),
                    ('unit', models.CharField(blank=True, max_length=40)),
                    ('category', models.CharField(blank=True, max_length=400)),
                    ('matched', models.CharField(default=optom.domain.suppliers.rules.Matched['NOT'], max_length=8)),
                    ('sought_at', models.DateTimeField(null=True)),
                    ('feed', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.feed')),
                    ('product', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('supplier', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                    ('factor', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('product__isnull', False)), fields=['product'], name='suppliers_offer_product'), models.Index(condition=models.Q(('matched', ''), ('sought_at', None)), fields=['id'], name='suppliers_offer_unsought'), models.Index(condition=models.Q(('matched', '')), fields=['supplier', 'id'], name='suppliers_offer_unmatched')],
                    'constraints': [models.UniqueConstraint(fields=('supplier', 'number'), name='suppliers_offer_once'), models.CheckConstraint(condition=models.Q(models.Q(('matched__in', ['', 'ignored']), ('product', None)), models.Q(('product__isnull', False), models.Q(('matched__in', ['', 'ignored']), _negated=True)), _connector='OR'), name='suppliers_offer_matched')],
                },
            ),
            migrations.CreateModel(
                name='BrandSynonym',
                fields=[
                    ('norm', models.CharField(db_collation='C', max_length=120, primary_key=True, serialize=False)),
                    ('said', models.CharField(max_length=120)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.brand')),
                    ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='suppliers.offer')),
                ],
            ),
            migrations.CreateModel(
                name='Mapping',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('document', models.JSONField()),
                    ('at', models.DateTimeField()),
                    ('reason', models.CharField(blank=True, max_length=400)),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.feed')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('feed', 'number'), name='suppliers_mapping_once')],
                },
            ),
            migrations.CreateModel(
                name='FeedRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=300)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.BigIntegerField()),
                    ('mark', models.CharField(blank=True, max_length=400)),
                    ('received_at', models.DateTimeField()),
                    ('state', models.CharField(default=optom.domain.suppliers.rules.State['WAITING'], max_length=8)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('begun_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('findings', models.JSONField(default=list)),
                    ('counts', models.JSONField(default=dict)),
                    ('failure', models.JSONField(null=True)),
                    ('report', models.CharField(blank=True, max_length=64)),
                    ('report_size', models.BigIntegerField(default=0)),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('feed', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.feed')),
                    ('received_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('mapping', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.mapping')),
                ],
                options={
                    'indexes': [models.Index(fields=['feed', '-id'], name='suppliers_feedrun_feed'), models.Index(condition=models.Q(('state__in', ['waiting', 'held'])), fields=['id'], name='suppliers_feedrun_open'), models.Index(condition=models.Q(('state', 'failed')), fields=['feed'], name='suppliers_feedrun_failed')],
                },
            ),
            migrations.CreateModel(
                name='Quarantined',
                fields=[
                    ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='suppliers.offer')),
                    ('place', models.CharField(max_length=120)),
                    ('reason', models.CharField(max_length=12)),
                    ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('currency', models.CharField(max_length=3)),
                    ('breaks', models.CharField(blank=True, max_length=200)),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.feedrun')),
                    ('factor', models.DecimalField(db_default=1, decimal_places=3, default=1, max_digits=14)),
                    ('said_price', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Terms',
                fields=[
                    ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='suppliers.offer')),
                    ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('currency', models.CharField(max_length=3)),
                    ('with_vat', models.BooleanField()),
                    ('recommended', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('stock', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('stock_said', models.CharField(blank=True, max_length=40)),
                    ('multiple', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('minimum', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('lead_days', models.PositiveSmallIntegerField(null=True)),
                    ('breaks', models.CharField(blank=True, max_length=200)),
                    ('is_listed', models.BooleanField(default=True)),
                    ('since', models.DateTimeField()),
                    ('factor', models.DecimalField(db_default=1, decimal_places=3, default=1, max_digits=14)),
                    ('said_price', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='suppliers_terms_price'), models.CheckConstraint(condition=models.Q(('factor__gt', 0)), name='suppliers_terms_factor')],
                },
            ),
            migrations.CreateModel(
                name='Candidate',
                fields=[
                    ('pk', models.CompositePrimaryKey('offer_id', 'product_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('score', models.PositiveSmallIntegerField()),
                    ('why', models.CharField(max_length=20)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                    ('offer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='suppliers.offer')),
                ],
            ),
            migrations.CreateModel(
                name='OfferChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('currency', models.CharField(max_length=3)),
                    ('stock', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('lead_days', models.PositiveSmallIntegerField(null=True)),
                    ('is_listed', models.BooleanField()),
                    ('offer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.offer')),
                    ('run', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.feedrun')),
                    ('factor', models.DecimalField(db_default=1, decimal_places=3, default=1, max_digits=14)),
                    ('with_vat', models.BooleanField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['offer', '-id'], name='suppliers_offerchange_history'), django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['run'], name='suppliers_offerchange_run')],
                },
            ),
            migrations.CreateModel(
                name='Remark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.PositiveIntegerField()),
                    ('place', models.CharField(max_length=120)),
                    ('fate', models.CharField(max_length=12)),
                    ('number', models.CharField(blank=True, max_length=150)),
                    ('name', models.CharField(blank=True, max_length=500)),
                    ('price', models.CharField(blank=True, max_length=60)),
                    ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='suppliers.feedrun')),
                    ('was', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('run', 'seq', 'fate'), name='suppliers_remark_once')],
                },
            ),
            migrations.CreateModel(
                name='Expiry',
                fields=[
                    ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='suppliers.offer')),
                    ('until', models.DateField(db_index=True)),
                ],
            ),
        ]),
        beside(__file__),
        grant("suppliers_offer", staff="select, insert, update"),
        grant("suppliers_brandsynonym", staff="select, insert, update, delete"),
        grant("suppliers_feed", staff="select, insert, update"),
        grant("suppliers_mapping", staff="select, insert"),
        grant("suppliers_feedrun", staff="select, insert, update"),
        grant("suppliers_quarantined", staff="select, insert, update, delete"),
        grant("suppliers_terms", staff="select, insert, update"),
        grant("suppliers_candidate", staff="select, insert, delete"),
        grant("suppliers_offerchange", staff="select, insert"),
        grant("suppliers_remark", staff="select, insert, delete"),
        grant("suppliers_supplier", staff="select, insert, update"),
        grant("suppliers_expiry", staff="select, insert, update, delete"),
        append_only("suppliers_mapping"),
        append_only("suppliers_offerchange"),
    ]
