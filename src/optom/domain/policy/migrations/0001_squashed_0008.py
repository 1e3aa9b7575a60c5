"""All tables of the room and who may do what with their rows, as the first 8 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.math
from django.conf import settings
from django.db import migrations, models
from decimal import Decimal

from optom.base.row_security import grant
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("policy", "0001_initial"),
        ("policy", "0002_moves_in_order"),
        ("policy", "0003_worked_out_by_the_worker"),
        ("policy", "0004_breaks_by_rules"),
        ("policy", "0005_whence_prices_are"),
        ("policy", "0006_margins"),
        ("policy", "0007_progress"),
        ("policy", "0008_costs_of_goods"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("catalog", "0001_squashed_0017"),
        ("pricing", "0001_squashed_0013"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.JSONField()),
                    ('made_at', models.DateTimeField()),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('adopted_at', models.DateTimeField(null=True)),
                    ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('adopted_at__isnull', False)), fields=['-adopted_at'], name='policy_version_adopted')],
                },
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('restores', models.DateTimeField(null=True)),
                    ('proposed_at', models.DateTimeField()),
                    ('is_automatic', models.BooleanField(default=False)),
                    ('prices', models.PositiveIntegerField(default=0)),
                    ('dearer', models.PositiveIntegerField(default=0)),
                    ('cheaper', models.PositiveIntegerField(default=0)),
                    ('held', models.PositiveIntegerField(default=0)),
                    ('approved_at', models.DateTimeField(null=True)),
                    ('begins_at', models.DateTimeField(null=True)),
                    ('published_at', models.DateTimeField(null=True)),
                    ('overtaken', models.PositiveIntegerField(default=0)),
                    ('dropped_at', models.DateTimeField(null=True)),
                    ('approved_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policy.version')),
                    ('worked_out_at', models.DateTimeField(null=True)),
                    ('failure', models.CharField(blank=True, max_length=20)),
                    ('begun_at', models.DateTimeField(null=True)),
                    ('priced_at', models.DateTimeField(null=True)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('approved_at__isnull', False), ('dropped_at', None), ('published_at', None)), fields=['begins_at'], name='policy_publication_waiting')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('published_at', None), ('approved_at__isnull', False), _connector='OR'), name='policy_publication_was_approved'), models.CheckConstraint(condition=models.Q(('dropped_at', None), ('published_at', None), _connector='OR'), name='policy_publication_one_end'), models.CheckConstraint(condition=models.Q(('approved_at', None), ('worked_out_at__isnull', False), _connector='OR'), name='policy_publication_was_worked_out')],
                },
            ),
            migrations.CreateModel(
                name='ProposedPrice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('amount', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('change', models.GeneratedField(db_persist=True, expression=django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('amount'), '-', models.F('before')), '/', django.db.models.functions.comparison.NullIf(models.F('before'), Decimal('0'))), 6), output_field=models.DecimalField(decimal_places=6, max_digits=22, null=True))),
                    ('rule', models.PositiveSmallIntegerField(null=True)),
                    ('guard', models.PositiveSmallIntegerField(null=True)),
                    ('column', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pricing.column')),
                    ('product', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalog.product')),
                    ('publication', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='policy.publication')),
                    ('from_quantity', models.DecimalField(db_default=Decimal('0'), decimal_places=3, default=Decimal('0'), max_digits=14)),
                ],
                options={
                    'indexes': [models.Index(fields=['publication', 'id'], name='policy_proposedprice_listed')],
                    'constraints': [models.UniqueConstraint(fields=('publication', 'product', 'column', 'from_quantity'), name='policy_proposedprice_once')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.JSONField()),
                    ('edits', models.PositiveIntegerField(default=0)),
                    ('changed_at', models.DateTimeField()),
                    ('changed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policy.version')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='policy_draft_is_one')],
                },
            ),
            migrations.CreateModel(
                name='Total',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('of', models.CharField(max_length=6)),
                    ('key', models.BigIntegerField(null=True)),
                    ('prices', models.PositiveIntegerField()),
                    ('dearer', models.PositiveIntegerField()),
                    ('cheaper', models.PositiveIntegerField()),
                    ('held', models.PositiveIntegerField()),
                    ('moved', models.DecimalField(decimal_places=6, max_digits=22, null=True)),
                    ('column', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pricing.column')),
                    ('publication', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='policy.publication')),
                ],
                options={
                    'indexes': [models.Index(fields=['publication', 'of', '-prices'], name='policy_total_of')],
                },
            ),
            migrations.CreateModel(
                name='Margin',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('of', models.CharField(max_length=6)),
                    ('key', models.BigIntegerField(null=True)),
                    ('prices', models.PositiveIntegerField()),
                    ('at_cost', models.DecimalField(decimal_places=2, max_digits=20)),
                    ('at_now', models.DecimalField(decimal_places=2, max_digits=20)),
                    ('at_then', models.DecimalField(decimal_places=2, max_digits=20)),
                    ('column', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pricing.column')),
                    ('publication', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='policy.publication')),
                ],
                options={
                    'indexes': [models.Index(fields=['publication', 'of', 'column'], name='policy_margin_of')],
                },
            ),
            migrations.CreateModel(
                name='UnitCost',
                fields=[
                    ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                    ('amount', models.DecimalField(decimal_places=4, max_digits=20)),
                ],
            ),
        ]),
        beside(__file__),
        grant("policy_publication", staff="select, insert, update, delete"),
        grant("policy_proposedprice", staff="select, insert, delete"),
        grant("policy_version", staff="select, insert, update"),
        grant("policy_draft", staff="select, insert, update"),
        grant("policy_total", staff="select, insert, delete"),
        grant("policy_margin", staff="select, insert, delete"),
        grant("policy_unitcost", staff="select, insert, update, delete"),
    ]
