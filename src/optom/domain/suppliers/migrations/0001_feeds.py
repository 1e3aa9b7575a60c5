"""Feeds, offers and their history; the firm's own affair: buyers are shown nothing of it but through promises."""

from typing import ClassVar

import django.contrib.postgres.indexes
import django.db.models.deletion
import optom.domain.suppliers.rules
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant


class Migration(migrations.Migration):

    initial: ClassVar = True

    dependencies: ClassVar = [
        ('catalog', '0016_called_by_numbers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
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
            ],
        ),
        migrations.CreateModel(
            name='BrandSynonym',
            fields=[
                ('norm', models.CharField(db_collation='C', max_length=120, primary_key=True, serialize=False)),
                ('said', models.CharField(max_length=120)),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.brand')),
            ],
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
            ],
        ),
        migrations.AddField(
            model_name='offer',
            name='feed',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.feed'),
        ),
        migrations.AddField(
            model_name='offer',
            name='product',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product'),
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
            ],
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
            ],
        ),
        migrations.CreateModel(
            name='Supplier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('inn', models.CharField(blank=True, max_length=12)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('sort_key', models.CharField(db_collation='C', max_length=800)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('inn', ''), _negated=True), fields=('inn',), name='suppliers_supplier_once')],
            },
        ),
        migrations.AddField(
            model_name='offer',
            name='supplier',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier'),
        ),
        migrations.AddField(
            model_name='feed',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier'),
        ),
        migrations.AddConstraint(
            model_name='mapping',
            constraint=models.UniqueConstraint(fields=('feed', 'number'), name='suppliers_mapping_once'),
        ),
        migrations.AddIndex(
            model_name='feedrun',
            index=models.Index(fields=['feed', '-id'], name='suppliers_feedrun_feed'),
        ),
        migrations.AddIndex(
            model_name='feedrun',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'held'])), fields=['id'], name='suppliers_feedrun_open'),
        ),
        migrations.AddField(
            model_name='quarantined',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.feedrun'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='suppliers_terms_price'),
        ),
        migrations.AddIndex(
            model_name='offerchange',
            index=models.Index(fields=['offer', '-id'], name='suppliers_offerchange_history'),
        ),
        migrations.AddIndex(
            model_name='offerchange',
            index=django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['run'], name='suppliers_offerchange_run'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.UniqueConstraint(fields=('run', 'seq', 'fate'), name='suppliers_remark_once'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(condition=models.Q(('product__isnull', False)), fields=['product'], name='suppliers_offer_product'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(condition=models.Q(('matched', ''), ('sought_at', None)), fields=['id'], name='suppliers_offer_unsought'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(condition=models.Q(('matched', '')), fields=['supplier', 'id'], name='suppliers_offer_unmatched'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(fields=('supplier', 'number'), name='suppliers_offer_once'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('matched__in', ['', 'ignored']), ('product', None)), models.Q(('product__isnull', False), models.Q(('matched__in', ['', 'ignored']), _negated=True)), _connector='OR'), name='suppliers_offer_matched'),
        ),
        migrations.AddIndex(
            model_name='feed',
            index=models.Index(condition=models.Q(('is_active', True)), fields=['next_at'], name='suppliers_feed_due'),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.UniqueConstraint(fields=('supplier', 'name'), name='suppliers_feed_once'),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.CheckConstraint(condition=models.Q(('missing_percent__lte', 100), ('moved_percent__gt', 0), ('quarantined_percent__lte', 100)), name='suppliers_feed_percents'),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.CheckConstraint(condition=models.Q(('likely_score__lte', models.F('sure_score')), ('sure_score__lte', 100)), name='suppliers_feed_scores'),
        ),
        grant("suppliers_supplier", staff="select, insert, update"),
        grant("suppliers_feed", staff="select, insert, update"),
        grant("suppliers_mapping", staff="select, insert"),
        append_only("suppliers_mapping"),
        grant("suppliers_feedrun", staff="select, insert, update"),
        grant("suppliers_offer", staff="select, insert, update"),
        grant("suppliers_terms", staff="select, insert, update"),
        grant("suppliers_offerchange", staff="select, insert"),
        append_only("suppliers_offerchange"),
        grant("suppliers_quarantined", staff="select, insert, update, delete"),
        grant("suppliers_remark", staff="select, insert, delete"),
        grant("suppliers_brandsynonym", staff="select, insert, update, delete"),
        grant("suppliers_candidate", staff="select, insert, delete"),
        migrations.RunSQL("alter table suppliers_terms set (fillfactor = 80)", migrations.RunSQL.noop),
    ]
