"""All tables of the room and who may do what with their rows, as the first 3 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.db.models.deletion
import optom.domain.bargaining.rules
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("bargaining", "0001_requests"),
        ("bargaining", "0002_rights"),
        ("bargaining", "0003_what_was_sent"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("billing", "0001_squashed_0022"),
        ("catalog", "0001_squashed_0017"),
        ("purchasing", "0001_squashed_0010"),
        ("stock", "0001_squashed_0018"),
        ("suppliers", "0001_squashed_0006"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Request',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120)),
                    ('note', models.CharField(blank=True, max_length=1000)),
                    ('deliver_on', models.DateField(null=True)),
                    ('answer_until', models.DateTimeField()),
                    ('created_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='AskedLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('baseline', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('baseline_offer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.offer')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.request')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('request', 'position'), name='bargaining_askedline_position_once'), models.UniqueConstraint(fields=('request', 'product'), name='bargaining_askedline_product_once'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='bargaining_askedline_positive')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('created_at', models.DateTimeField()),
                    ('with_vat', models.BooleanField(default=True)),
                    ('valid_until', models.DateField(null=True)),
                    ('note', models.CharField(blank=True, max_length=1000)),
                    ('submissions', models.PositiveSmallIntegerField(default=0)),
                    ('submitted_at', models.DateTimeField(null=True)),
                    ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                    ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.request')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('request', 'supplier'), name='bargaining_invitation_once')],
                },
            ),
            migrations.CreateModel(
                name='Link',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('secret_hash', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('last_used_at', models.DateTimeField(null=True)),
                    ('uses', models.PositiveIntegerField(default=0)),
                    ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.invitation')),
                ],
            ),
            migrations.CreateModel(
                name='Quoted',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('submission', models.PositiveSmallIntegerField()),
                    ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('currency', models.CharField(max_length=3)),
                    ('with_vat', models.BooleanField()),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('multiple', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('lead_days', models.PositiveSmallIntegerField(null=True)),
                    ('comment', models.CharField(blank=True, max_length=300)),
                    ('valid_until', models.DateField(null=True)),
                    ('at', models.DateTimeField()),
                    ('invitation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.invitation')),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.askedline')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('invitation', 'submission', 'line'), name='bargaining_quoted_once'), models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='bargaining_quoted_positive')],
                },
            ),
            migrations.CreateModel(
                name='Award',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('landed', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('until', models.DateField()),
                    ('at', models.DateTimeField()),
                    ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.askedline')),
                    ('offer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.offer')),
                    ('quoted', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.quoted')),
                ],
            ),
            migrations.CreateModel(
                name='Reply',
                fields=[
                    ('pk', models.CompositePrimaryKey('invitation_id', 'line_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('price', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('currency', models.CharField(default='RUB', max_length=3)),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('multiple', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('lead_days', models.PositiveSmallIntegerField(null=True)),
                    ('comment', models.CharField(blank=True, max_length=300)),
                    ('invitation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.invitation')),
                    ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.askedline')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('price', None), ('price__gt', 0), _connector='OR'), models.Q(('quantity', None), ('quantity__gt', 0), _connector='OR'), models.Q(('multiple', None), ('multiple__gt', 0), _connector='OR')), name='bargaining_reply_positive')],
                },
            ),
            migrations.CreateModel(
                name='Talk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('said_on', models.DateField()),
                    ('said', models.CharField(max_length=1000)),
                    ('agreed', models.CharField(blank=True, max_length=1000)),
                    ('next_step', models.CharField(blank=True, max_length=300)),
                    ('next_on', models.DateField(null=True)),
                    ('at', models.DateTimeField()),
                    ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('follows', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.talk')),
                    ('product', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('next_on', None), ('next_step', '')), models.Q(('next_on__isnull', False), models.Q(('next_step', ''), _negated=True)), _connector='OR'), name='bargaining_talk_next')],
                },
            ),
            migrations.CreateModel(
                name='Saving',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('kind', models.CharField(max_length=10)),
                    ('baseline', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('won', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('counts_from', models.DateTimeField()),
                    ('until', models.DateField()),
                    ('reason', models.CharField(blank=True, max_length=400)),
                    ('award', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.award')),
                    ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.saving')),
                    ('offer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.offer')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                    ('talk', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.talk')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', [optom.domain.bargaining.rules.Won['AWARD'], optom.domain.bargaining.rules.Won['TALK'], optom.domain.bargaining.rules.Won['OFFER'], optom.domain.bargaining.rules.Won['CORRECTION']])), name='bargaining_saving_kind'), models.CheckConstraint(condition=models.Q(('baseline__gte', models.F('won')), ('won__gt', 0)), name='bargaining_saving_no_loss'), models.CheckConstraint(condition=models.Q(models.Q(('award__isnull', False), ('kind', optom.domain.bargaining.rules.Won['AWARD'])), models.Q(('kind', optom.domain.bargaining.rules.Won['TALK']), ('offer__isnull', False), ('talk__isnull', False)), models.Q(('kind', optom.domain.bargaining.rules.Won['OFFER']), ('offer__isnull', False)), models.Q(('corrects__isnull', False), ('kind', optom.domain.bargaining.rules.Won['CORRECTION']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='bargaining_saving_proven')],
                },
            ),
            migrations.CreateModel(
                name='Realised',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField()),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('per_unit', models.DecimalField(decimal_places=4, max_digits=15)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('at', models.DateTimeField()),
                    ('move', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.move')),
                    ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.realised')),
                    ('supplier_line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.supplierline')),
                    ('saving', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.saving')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('reverses', None)), fields=('saving', 'move'), name='bargaining_realised_once')],
                },
            ),
            migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('landed', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                    ('percent', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ('until', models.DateField()),
                    ('reason', models.CharField(max_length=400)),
                    ('created_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('supplier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('landed__gt', 0), ('percent', None), ('product__isnull', False)), models.Q(('landed', None), ('percent__gt', 0), ('product', None), ('supplier__isnull', False)), _connector='OR'), name='bargaining_target_of_something')],
                },
            ),
        ]),
        beside(__file__),
        grant("bargaining_askedline", staff="select, insert"),
        grant("bargaining_invitation", staff="select, insert, update"),
        grant("bargaining_link", staff="insert"),
        grant("bargaining_quoted", staff="select", link="insert"),
        grant("bargaining_award", staff="select, insert"),
        grant("bargaining_reply", staff="select", link="select, insert, update"),
        grant("bargaining_request", staff="select, insert, update"),
        grant("bargaining_saving", staff="select, insert"),
        grant("bargaining_realised", staff="select, insert"),
        grant("bargaining_talk", staff="select, insert"),
        grant("bargaining_target", staff="select, insert, update"),
        append_only("bargaining_askedline"),
        append_only("bargaining_quoted"),
        append_only("bargaining_award"),
        append_only("bargaining_saving"),
        append_only("bargaining_realised"),
        append_only("bargaining_talk"),
    ]
