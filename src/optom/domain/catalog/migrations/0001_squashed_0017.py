"""All tables of the room and who may do what with their rows, as the first 17 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from optom.base.row_security import append_only, grant
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("catalog", "0001_initial"),
        ("catalog", "0002_grants"),
        ("catalog", "0003_walks"),
        ("catalog", "0004_substrings_of_numbers"),
        ("catalog", "0005_shelved"),
        ("catalog", "0006_parts_of_numbers"),
        ("catalog", "0007_ranges_of_shelves"),
        ("catalog", "0008_analogs"),
        ("catalog", "0009_milestones"),
        ("catalog", "0010_members_of_shelves"),
        ("catalog", "0011_pictures_and_papers_of_goods"),
        ("catalog", "0012_parts_of_names"),
        ("catalog", "0013_how_goods_were_sold"),
        ("catalog", "0014_marked_goods"),
        ("catalog", "0015_named_by_article"),
        ("catalog", "0016_called_by_numbers"),
        ("catalog", "0017_staff_makes_products"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("journal", "0001_squashed_0003"),
    ]
    operations: ClassVar = [
        django.contrib.postgres.operations.TrigramExtension(),
        CreateModels([
            migrations.CreateModel(
                name='Brand',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('norm', models.CharField(max_length=120, unique=True)),
                    ('sort_key', models.CharField(db_collation='C', max_length=400)),
                ],
            ),
            migrations.CreateModel(
                name='TaxClass',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20, unique=True)),
                ],
            ),
            migrations.CreateModel(
                name='Unit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=40, unique=True)),
                    ('okei', models.CharField(blank=True, max_length=4)),
                ],
            ),
            migrations.CreateModel(
                name='Group',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('external_id', models.CharField(max_length=100, null=True, unique=True)),
                    ('sort_key', models.CharField(db_collation='C', max_length=800)),
                    ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.group')),
                ],
            ),
            migrations.CreateModel(
                name='GroupPath',
                fields=[
                    ('pk', models.CompositePrimaryKey('ancestor_id', 'descendant_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('depth', models.PositiveSmallIntegerField()),
                    ('ancestor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.group')),
                    ('descendant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.group')),
                ],
            ),
            migrations.CreateModel(
                name='Product',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('external_id', models.CharField(max_length=150, null=True, unique=True)),
                    ('article', models.CharField(db_collation='C', max_length=100)),
                    ('name', models.CharField(max_length=500)),
                    ('multiple', models.DecimalField(decimal_places=3, default=1, max_digits=14)),
                    ('minimum', models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                    ('weight', models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                    ('volume', models.DecimalField(decimal_places=6, max_digits=12, null=True)),
                    ('attributes', models.JSONField(default=dict)),
                    ('description', models.TextField(blank=True)),
                    ('sort_key', models.CharField(db_collation='C', max_length=200)),
                    ('words', django.contrib.postgres.search.SearchVectorField(null=True)),
                    ('is_active', models.BooleanField(default=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.brand')),
                    ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.group')),
                    ('tax_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.taxclass')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.unit')),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='catalog_product_words'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('attributes', 'jsonb_path_ops'), fastupdate=False, name='catalog_product_attributes'), models.Index(condition=models.Q(('is_active', True)), fields=['sort_key', 'id'], include=('group', 'brand'), name='catalog_product_sorted'), models.Index(condition=models.Q(('is_active', True)), fields=['article', 'id'], include=('group', 'brand'), name='catalog_product_articles'), models.Index(condition=models.Q(('is_active', True)), fields=['id'], include=('group', 'brand'), name='catalog_product_shelf'), models.Index(condition=models.Q(('is_active', True)), fields=['group', 'brand', 'sort_key', 'id'], include=('article',), name='catalog_product_shelved'), models.Index(fields=['group', 'brand', 'id'], include=('is_active',), name='catalog_product_members'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('name'), 'gin_trgm_ops'), condition=models.Q(('is_active', True)), fastupdate=False, name='catalog_product_names')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('multiple__gt', 0)), name='catalog_product_multiple_positive'), models.CheckConstraint(condition=models.Q(('minimum__gte', 0)), name='catalog_product_minimum_not_negative')],
                },
            ),
            migrations.CreateModel(
                name='Shelf',
                fields=[
                    ('pk', models.CompositePrimaryKey('group_id', 'brand_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('products', models.IntegerField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.brand')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.group')),
                    ('sort_key_from', models.IntegerField(default=0)),
                    ('sort_key_to', models.IntegerField(default=0)),
                    ('article_from', models.IntegerField(default=0)),
                    ('article_to', models.IntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name='Word',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('word', models.CharField(max_length=80, unique=True)),
                    ('products', models.PositiveIntegerField()),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('word', 'gin_trgm_ops'), name='catalog_word_trigrams')],
                },
            ),
            migrations.CreateModel(
                name='Pack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('product', 'name'), name='catalog_pack_once')],
                },
            ),
            migrations.CreateModel(
                name='CrossNumber',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('brand', models.CharField(blank=True, max_length=120)),
                    ('number', models.CharField(max_length=100)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('product', 'brand', 'number'), name='catalog_crossnumber_once')],
                },
            ),
            migrations.CreateModel(
                name='Code',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('a', 'Article'), ('c', 'Cross'), ('b', 'Barcode')], max_length=1)),
                    ('norm', models.CharField(db_collation='C', max_length=100)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ],
                options={
                    'indexes': [models.Index(fields=['norm', 'product'], name='catalog_code_norm'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.Case(models.When(models.Q(('kind', 'b'), _negated=True), then=models.F('norm'))), name='gin_trgm_ops'), fastupdate=False, name='catalog_code_parts')],
                    'constraints': [models.UniqueConstraint(fields=('product', 'kind', 'norm'), name='catalog_code_once')],
                },
            ),
            migrations.CreateModel(
                name='Barcode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ],
                options={
                    'indexes': [models.Index(fields=['code'], name='catalog_barcode_code')],
                    'constraints': [models.UniqueConstraint(fields=('product', 'code'), name='catalog_barcode_once')],
                },
            ),
            migrations.CreateModel(
                name='TaxRate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateField()),
                    ('percent', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                    ('tax_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.taxclass')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tax_class', 'valid_from'), name='catalog_taxrate_once')],
                },
            ),
            migrations.CreateModel(
                name='Analog',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(default='same', max_length=10)),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('analog', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('product', 'analog'), name='catalog_analog_once'), models.CheckConstraint(condition=models.Q(('product', models.F('analog')), _negated=True), name='catalog_analog_is_another')],
                },
            ),
            migrations.CreateModel(
                name='Milestone',
                fields=[
                    ('number', models.IntegerField(primary_key=True, serialize=False)),
                    ('sort_key', models.CharField(db_collation='C', max_length=200)),
                    ('sort_key_id', models.BigIntegerField()),
                    ('article', models.CharField(db_collation='C', max_length=100)),
                    ('article_id', models.BigIntegerField()),
                ],
            ),
            migrations.CreateModel(
                name='GoodsPaper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('identity', models.CharField(max_length=140, unique=True)),
                    ('kind', models.CharField(max_length=20)),
                    ('number', models.CharField(blank=True, max_length=100)),
                    ('title', models.CharField(blank=True, max_length=200)),
                    ('issued_by', models.CharField(blank=True, max_length=200)),
                    ('valid_from', models.DateField(null=True)),
                    ('valid_until', models.DateField(null=True)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='catalog_goodspaper_ends_after_it_begins')],
                },
            ),
            migrations.CreateModel(
                name='Coverage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('brand', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.brand')),
                    ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.group')),
                    ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                    ('paper', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.goodspaper')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('paper', 'product', 'group', 'brand'), name='catalog_coverage_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('brand', None), ('group', None), ('product__isnull', False)), models.Q(('product', None), models.Q(('group__isnull', False), ('brand__isnull', False), _connector='OR')), _connector='OR'), name='catalog_coverage_of_something')],
                },
            ),
            migrations.CreateModel(
                name='Picture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveSmallIntegerField()),
                    ('source_sha256', models.CharField(max_length=64)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('width', models.PositiveSmallIntegerField()),
                    ('height', models.PositiveSmallIntegerField()),
                    ('thumb_sha256', models.CharField(max_length=64)),
                    ('thumb_size', models.PositiveIntegerField()),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product')),
                ],
                options={
                    'indexes': [models.Index(fields=['source_sha256'], name='catalog_picture_source')],
                    'constraints': [models.UniqueConstraint(fields=('product', 'place'), name='catalog_picture_place_once'), models.CheckConstraint(condition=models.Q(('place__gt', 0)), name='catalog_picture_place_positive')],
                },
            ),
            migrations.CreateModel(
                name='ProductChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(null=True)),
                    ('product', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('group', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.group')),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.brand')),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.unit')),
                    ('tax_class', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.taxclass')),
                    ('multiple', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('minimum', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('is_active', models.BooleanField()),
                ],
                options={
                    'indexes': [models.Index(fields=['product', 'at', 'id'], name='catalog_productchange_history')],
                },
            ),
            migrations.CreateModel(
                name='GroupChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(null=True)),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.group')),
                    ('parent', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.group')),
                ],
            ),
            migrations.CreateModel(
                name='Marked',
                fields=[
                    ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                    ('commodity', models.CharField(max_length=20)),
                    ('gtin', models.CharField(max_length=14, unique=True)),
                ],
            ),
        ]),
        beside(__file__),
        # Everybody reads the catalog; what a contract sees of it is the assortment's question.
        grant("catalog_brand", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_taxclass", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_unit", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_group", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_grouppath", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_product", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_shelf", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_word", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_pack", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_crossnumber", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_code", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_barcode", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_taxrate", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_analog", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_milestone", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_goodspaper", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_coverage", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_picture", buyer="select", staff="select, insert, update, delete"),
        grant("catalog_productchange", buyer="select", staff="select, insert"),
        grant("catalog_groupchange", buyer="select", staff="select"),
        grant("catalog_marked", buyer="select", staff="select, insert, update, delete"),
        append_only("catalog_productchange"),
        append_only("catalog_groupchange"),
    ]
