"""What is short, what is kept at the least, and orders to suppliers; nothing of it is shown to buyers."""

from typing import ClassVar

import django.db.models.deletion
import optom.domain.purchasing.rules
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('catalog', '0016_called_by_numbers'),
        ('orders', '0018_when_a_line_was_ordered'),
        ('purchasing', '0001_landed_cost'),
        ('stock', '0015_batches'),
        ('suppliers', '0001_feeds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Minimum',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='purchasing_minimum_positive')],
            },
        ),
        migrations.CreateModel(
            name='SupplierLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                ('currency', models.CharField(max_length=3)),
                ('with_vat', models.BooleanField()),
                ('landed', models.DecimalField(decimal_places=4, max_digits=15)),
                ('confirmed', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ('confirmed_price', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ('expected_on', models.DateField(null=True)),
                ('arrival', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.arrival')),
                ('offer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.offer')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
            ],
        ),
        migrations.CreateModel(
            name='Purpose',
            fields=[
                ('pk', models.CompositePrimaryKey('supplier_line_id', 'line_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.line')),
                ('supplier_line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='purchasing.supplierline')),
            ],
        ),
        migrations.CreateModel(
            name='SupplierOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default=optom.domain.purchasing.rules.State['DRAFT'], max_length=10)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
            ],
        ),
        migrations.AddField(
            model_name='supplierline',
            name='order',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='purchasing.supplierorder'),
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                ('waiting', models.DecimalField(decimal_places=3, max_digits=14)),
                ('minimum', models.DecimalField(decimal_places=3, max_digits=14)),
                ('forecast', models.DecimalField(decimal_places=3, max_digits=14)),
                ('free', models.DecimalField(decimal_places=3, max_digits=14)),
                ('coming', models.DecimalField(decimal_places=3, max_digits=14)),
                ('ordered', models.DecimalField(decimal_places=3, max_digits=14)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                ('landed', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ('measured_at', models.DateTimeField()),
                ('offer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='suppliers.offer')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='purchasing_need_positive')],
            },
        ),
        migrations.AddConstraint(
            model_name='supplierorder',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', [optom.domain.purchasing.rules.State['DRAFT'], optom.domain.purchasing.rules.State['SENT'], optom.domain.purchasing.rules.State['CONFIRMED'], optom.domain.purchasing.rules.State['CANCELLED']])), name='purchasing_supplierorder_state'),
        ),
        migrations.AddConstraint(
            model_name='supplierline',
            constraint=models.UniqueConstraint(fields=('order', 'position'), name='purchasing_supplierline_position_once'),
        ),
        migrations.AddConstraint(
            model_name='supplierline',
            constraint=models.UniqueConstraint(fields=('order', 'product'), name='purchasing_supplierline_product_once'),
        ),
        migrations.AddConstraint(
            model_name='supplierline',
            constraint=models.CheckConstraint(condition=models.Q(('price__gt', 0), ('quantity__gt', 0)), name='purchasing_supplierline_positive'),
        ),
        migrations.AddConstraint(
            model_name='supplierline',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed', None), ('confirmed__gte', 0), _connector='OR'), name='purchasing_supplierline_confirmed'),
        ),
        grant("purchasing_minimum", staff="select, insert, update, delete"),
        grant("purchasing_need", staff="select, insert, delete"),
        grant("purchasing_supplierorder", staff="select, insert, update"),
        grant("purchasing_supplierline", staff="select, insert, update"),
        grant("purchasing_purpose", staff="select, insert"),
    ]
