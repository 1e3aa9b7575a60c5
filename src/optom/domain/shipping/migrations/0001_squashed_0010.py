"""All tables of the room and who may do what with their rows, as the first 10 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("shipping", "0001_initial"),
        ("shipping", "0002_own_rows"),
        ("shipping", "0003_newest_of_a_contract"),
        ("shipping", "0004_deliveries"),
        ("shipping", "0005_when_cancelled"),
        ("shipping", "0006_asked_of_holds"),
        ("shipping", "0007_papers_and_vat_of_what_left"),
        ("shipping", "0008_codes_of_marked_goods"),
        ("shipping", "0009_wrong_goods"),
        ("shipping", "0010_carriages"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("catalog", "0001_squashed_0017"),
        ("companies", "0001_squashed_0019"),
        ("documents", "0001_squashed_0009"),
        ("orders", "0001_squashed_0020"),
        ("stock", "0001_squashed_0018"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Shipment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('state', models.CharField(choices=[('requested', 'Requested'), ('picking', 'Picking'), ('dispatched', 'Dispatched'), ('cancelled', 'Cancelled')], default='requested', max_length=12)),
                    ('taker', models.CharField(blank=True, db_default='', max_length=200)),
                    ('requested_at', models.DateTimeField()),
                    ('dispatched_at', models.DateTimeField(null=True)),
                    ('sum', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('shipped_sum', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                    ('address', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.deliveryaddress')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('delivery_note', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                    ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('warehouse', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                    ('accept_until', models.DateField(null=True)),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('accepted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('authority_kind', models.CharField(blank=True, db_default='', max_length=12)),
                    ('authority_number', models.CharField(blank=True, db_default='', max_length=60)),
                    ('authority_until', models.DateField(null=True)),
                    ('carrier', models.CharField(blank=True, db_default='', max_length=120)),
                    ('delivered_on', models.DateField(null=True)),
                    ('earliest_on', models.DateField(null=True)),
                    ('tracking_number', models.CharField(blank=True, db_default='', max_length=80)),
                    ('tracking_url', models.CharField(blank=True, db_default='', max_length=300)),
                    ('wished_from', models.TimeField(null=True)),
                    ('wished_on', models.DateField(null=True)),
                    ('wished_until', models.TimeField(null=True)),
                    ('cancelled_at', models.DateTimeField(null=True)),
                    ('papers', models.CharField(blank=True, db_default='note', max_length=4)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state__in', ['requested', 'picking'])), fields=['warehouse', 'id'], name='shipping_shipment_to_pick'), models.Index(fields=['contract', '-id'], name='shipping_shipment_contract'), models.Index(condition=models.Q(('accept_until__isnull', False), ('accepted_at', None)), fields=['accept_until', 'id'], name='shipping_shipment_unanswered')],
                    'constraints': [models.UniqueConstraint(fields=('contract', 'key', 'warehouse'), name='shipping_shipment_key_once'), models.CheckConstraint(condition=models.Q(('accepted_at', None), ('delivered_on__isnull', False), _connector='OR'), name='shipping_shipment_accepted_is_there')],
                },
            ),
            migrations.CreateModel(
                name='ShipmentLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('dispatched', models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                    ('sum', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('vat', models.DecimalField(decimal_places=2, max_digits=15)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('order_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.line')),
                    ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                    ('shipment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shipping.shipment')),
                    ('accepted', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                    ('vat_percent', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('shipment', 'order_line'), name='shipping_shipmentline_once'), models.CheckConstraint(condition=models.Q(('dispatched__gte', 0), ('dispatched__lte', models.F('quantity')), ('quantity__gt', 0)), name='shipping_shipmentline_not_more_than_asked'), models.CheckConstraint(condition=models.Q(('accepted', None), models.Q(('accepted__gte', 0), ('accepted__lte', models.F('dispatched'))), _connector='OR'), name='shipping_shipmentline_accepted_was_dispatched')],
                },
            ),
            migrations.CreateModel(
                name='Discrepancy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('shortage', 'Shortage'), ('surplus', 'Surplus'), ('damage', 'Damage'), ('wrong', 'Wrong')], max_length=10)),
                    ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('at', models.DateTimeField()),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('order_line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.line')),
                    ('shipment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shipping.shipment')),
                    ('told_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('shipment', 'order_line', 'kind'), name='shipping_discrepancy_once'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='shipping_discrepancy_positive')],
                },
            ),
            migrations.CreateModel(
                name='MarkCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('shipment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shipping.shipment')),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('order_line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.line')),
                    ('code', models.CharField(db_collation='C', max_length=60)),
                    ('kind', models.CharField(max_length=10)),
                    ('holds', models.PositiveIntegerField()),
                    ('at', models.DateTimeField()),
                    ('read_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code',), name='shipping_markcode_once'), models.CheckConstraint(condition=models.Q(('holds__gt', 0)), name='shipping_markcode_holds_something')],
                    'indexes': [models.Index(fields=['shipment', 'order_line'], name='shipping_markcode_line')],
                },
            ),
            migrations.CreateModel(
                name='Carriage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('shipment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shipping.shipment')),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                    ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.warehouse')),
                    ('carrier_inn', models.CharField(blank=True, max_length=12)),
                    ('driver', models.CharField(max_length=120)),
                    ('driver_licence', models.CharField(blank=True, max_length=40)),
                    ('driver_inn', models.CharField(blank=True, max_length=12)),
                    ('vehicle', models.CharField(blank=True, max_length=120)),
                    ('plate', models.CharField(max_length=20)),
                    ('trailer', models.CharField(blank=True, max_length=20)),
                    ('loaded_at', models.CharField(blank=True, max_length=300)),
                    ('places', models.PositiveIntegerField(null=True)),
                    ('told_at', models.DateTimeField()),
                    ('told_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['warehouse', '-id'], name='shipping_carriage_warehouse')],
                },
            ),
        ]),
        beside(__file__),
        # A company sees and asks for its own shipments.
        grant("shipping_shipment", buyer="select, insert, update", staff="select, insert, update, delete"),
        grant("shipping_shipmentline", buyer="select, insert, update", staff="select, insert, update, delete"),
        grant("shipping_discrepancy", buyer="select, insert", staff="select, insert"),
        grant("shipping_markcode", buyer="select, delete", staff="select, insert, delete"),
        grant("shipping_carriage", buyer="select", staff="select, insert, update"),
        own_rows("shipping_shipment"),
        own_rows("shipping_shipmentline"),
        own_rows("shipping_discrepancy"),
        own_rows("shipping_markcode"),
        own_rows("shipping_carriage"),
        append_only("shipping_discrepancy"),
    ]
