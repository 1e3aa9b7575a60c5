"""What of a confirmation goes on by itself, what came with which paper, keys of suppliers' programs."""

from typing import ClassVar

import django.db.models.deletion
import optom.domain.purchasing.rules
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

# Security definer, for no role of requests may read a hash. It tells nothing of a key whose maker has left the desk.
HOLDER = """
create function purchasing_key_holder(secret text) returns table (key bigint, supplier bigint, holder bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.supplier_id, k.created_by_id
    from purchasing_supplierkey k
    join accounts_user u on u.id = k.created_by_id and u.is_active
    where k.secret_hash = secret and k.revoked_at is null
        and exists (
            select from accounts_staffrole r
            where r.user_id = u.id and r.role in ('purchaser', 'director', 'administrator')
        )
$$;
revoke all on function purchasing_key_holder from public;
grant execute on function purchasing_key_holder to optom_web;
"""
STAFF = """
grant insert, select (id, supplier_id, created_at, created_by_id, revoked_at, last_used_at),
    update (revoked_at, last_used_at) on purchasing_supplierkey to optom_staff;
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('catalog', '0016_called_by_numbers'),
        ('purchasing', '0003_price_breaks'),
        ('accounts', '0006_no_hash_for_requests'),
        ('stock', '0015_batches'),
        ('suppliers', '0001_feeds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.CharField(blank=True, max_length=60)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ReceiptLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('awaited', models.DecimalField(decimal_places=3, max_digits=14)),
                ('came', models.DecimalField(decimal_places=3, max_digits=14)),
                ('damaged', models.DecimalField(decimal_places=3, max_digits=14)),
                ('price', models.DecimalField(decimal_places=4, max_digits=15)),
            ],
        ),
        migrations.CreateModel(
            name='SupplierKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('last_used_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='weights',
            name='purchasing_weights_sensible',
        ),
        migrations.AddField(
            model_name='agreement',
            name='awaits_rest',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='agreement',
            name='form',
            field=models.CharField(default=optom.domain.purchasing.rules.Form['XLSX'], max_length=8),
        ),
        migrations.AddField(
            model_name='agreement',
            name='tolerance_days',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='agreement',
            name='tolerance_percent',
            field=models.DecimalField(decimal_places=2, max_digits=5, null=True),
        ),
        migrations.AddField(
            model_name='supplierline',
            name='doubt',
            field=models.CharField(blank=True, db_default='', max_length=40),
        ),
        migrations.AddField(
            model_name='supplierline',
            name='due_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='weights',
            name='tolerance_days',
            field=models.PositiveSmallIntegerField(default=2),
        ),
        migrations.AddField(
            model_name='weights',
            name='tolerance_percent',
            field=models.DecimalField(decimal_places=2, default=3, max_digits=5),
        ),
        migrations.AddIndex(
            model_name='supplierline',
            index=models.Index(condition=models.Q(('doubt', ''), _negated=True), fields=['order'], name='purchasing_supplierline_doubts'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', [optom.domain.purchasing.rules.Form['XLSX'], optom.domain.purchasing.rules.Form['UBL']])), name='purchasing_agreement_form'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tolerance_percent', None), models.Q(('tolerance_percent__gte', 0), ('tolerance_percent__lte', 99)), _connector='OR'), models.Q(('tolerance_days', None), ('tolerance_days__lte', 365), _connector='OR')), name='purchasing_agreement_tolerances'),
        ),
        migrations.AddConstraint(
            model_name='weights',
            constraint=models.CheckConstraint(condition=models.Q(('cover_days__lte', 365), ('dearer_percent__gte', 0), ('dearer_percent__lte', 99), ('failure_percent__gte', 0), ('failure_percent__lte', 99), ('money_percent__gte', 0), ('money_percent__lte', 99), ('service_percent__gte', 50), ('service_percent__lte', 99), ('tolerance_days__lte', 365), ('tolerance_percent__gte', 0), ('tolerance_percent__lte', 99)), name='purchasing_weights_sensible'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='receipt',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.supplierorder'),
        ),
        migrations.AddField(
            model_name='receiptline',
            name='product',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product'),
        ),
        migrations.AddField(
            model_name='receiptline',
            name='receipt',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.receipt'),
        ),
        migrations.AddField(
            model_name='receiptline',
            name='supplier_line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.supplierline'),
        ),
        migrations.AddField(
            model_name='supplierkey',
            name='created_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supplierkey',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier'),
        ),
        migrations.AddConstraint(
            model_name='receiptline',
            constraint=models.UniqueConstraint(fields=('receipt', 'supplier_line', 'product'), name='purchasing_receiptline_once'),
        ),
        migrations.AddConstraint(
            model_name='receiptline',
            constraint=models.CheckConstraint(condition=models.Q(('awaited__gte', 0), ('came__gte', 0), ('damaged__gte', 0), ('price__gt', 0)), name='purchasing_receiptline_sensible'),
        ),
        grant("purchasing_receipt", staff="select, insert"),
        grant("purchasing_receiptline", staff="select, insert"),
        append_only("purchasing_receipt"),
        append_only("purchasing_receiptline"),
        own_rows("purchasing_supplierkey", "false"),
        migrations.RunSQL(STAFF, migrations.RunSQL.noop),
        migrations.RunSQL(HOLDER, "drop function purchasing_key_holder"),
    ]
