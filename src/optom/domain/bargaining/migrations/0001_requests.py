"""Requests for quotation, what was won by them, targets and talks."""

from typing import ClassVar

import django.db.models.deletion
import optom.domain.bargaining.rules
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial: ClassVar = True

    dependencies: ClassVar = [
        ('catalog', '0016_called_by_numbers'),
        ('purchasing', '0006_what_a_price_lands_at'),
        ('stock', '0015_batches'),
        ('suppliers', '0004_candidates_and_expiry'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='AskedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                ('baseline', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ('baseline_offer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.offer')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
            ],
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
            ],
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
        ),
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
        migrations.AddField(
            model_name='invitation',
            name='request',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.request'),
        ),
        migrations.AddField(
            model_name='askedline',
            name='request',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.request'),
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
            ],
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
        ),
        migrations.AddField(
            model_name='saving',
            name='talk',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bargaining.talk'),
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
        ),
        migrations.AddConstraint(
            model_name='quoted',
            constraint=models.UniqueConstraint(fields=('invitation', 'submission', 'line'), name='bargaining_quoted_once'),
        ),
        migrations.AddConstraint(
            model_name='quoted',
            constraint=models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='bargaining_quoted_positive'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('price', None), ('price__gt', 0), _connector='OR'), models.Q(('quantity', None), ('quantity__gt', 0), _connector='OR'), models.Q(('multiple', None), ('multiple__gt', 0), _connector='OR')), name='bargaining_reply_positive'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(fields=('request', 'supplier'), name='bargaining_invitation_once'),
        ),
        migrations.AddConstraint(
            model_name='askedline',
            constraint=models.UniqueConstraint(fields=('request', 'position'), name='bargaining_askedline_position_once'),
        ),
        migrations.AddConstraint(
            model_name='askedline',
            constraint=models.UniqueConstraint(fields=('request', 'product'), name='bargaining_askedline_product_once'),
        ),
        migrations.AddConstraint(
            model_name='askedline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='bargaining_askedline_positive'),
        ),
        migrations.AddConstraint(
            model_name='realised',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses', None)), fields=('saving', 'move'), name='bargaining_realised_once'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_on', None), ('next_step', '')), models.Q(('next_on__isnull', False), models.Q(('next_step', ''), _negated=True)), _connector='OR'), name='bargaining_talk_next'),
        ),
        migrations.AddConstraint(
            model_name='saving',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', [optom.domain.bargaining.rules.Won['AWARD'], optom.domain.bargaining.rules.Won['TALK'], optom.domain.bargaining.rules.Won['OFFER'], optom.domain.bargaining.rules.Won['CORRECTION']])), name='bargaining_saving_kind'),
        ),
        migrations.AddConstraint(
            model_name='saving',
            constraint=models.CheckConstraint(condition=models.Q(('baseline__gte', models.F('won')), ('won__gt', 0)), name='bargaining_saving_no_loss'),
        ),
        migrations.AddConstraint(
            model_name='saving',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('award__isnull', False), ('kind', optom.domain.bargaining.rules.Won['AWARD'])), models.Q(('kind', optom.domain.bargaining.rules.Won['TALK']), ('offer__isnull', False), ('talk__isnull', False)), models.Q(('kind', optom.domain.bargaining.rules.Won['OFFER']), ('offer__isnull', False)), models.Q(('corrects__isnull', False), ('kind', optom.domain.bargaining.rules.Won['CORRECTION']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='bargaining_saving_proven'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('landed__gt', 0), ('percent', None), ('product__isnull', False)), models.Q(('landed', None), ('percent__gt', 0), ('product', None), ('supplier__isnull', False)), _connector='OR'), name='bargaining_target_of_something'),
        ),
    ]
