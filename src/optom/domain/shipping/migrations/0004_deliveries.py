"""When goods are wished and who takes them; on their way, delivered, answered; in what they were not as they should be."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

# What left before anybody could answer is answered: it came whole, as far as anybody knows.
ANSWERED = """
update shipping_shipment set delivered_on = dispatched_at::date, accept_until = dispatched_at::date,
    accepted_at = dispatched_at where state = 'dispatched';
update shipping_shipmentline sl set accepted = sl.dispatched
    from shipping_shipment s where s.id = sl.shipment_id and s.state = 'dispatched';
update orders_line set accepted = shipped where shipped > 0;
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('catalog', '0007_ranges_of_shelves'),
        ('companies', '0006_delivery_and_acceptance'),
        ('documents', '0005_papers_of_a_company'),
        ('orders', '0011_lines_that_wait'),
        ('shipping', '0003_newest_of_a_contract'),
        ('stock', '0006_hours_of_warehouses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Discrepancy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('shortage', 'Shortage'), ('surplus', 'Surplus'), ('damage', 'Damage')], max_length=10)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.RenameField(model_name='shipment', old_name='authority', new_name='taker'),
        migrations.AddField(
            model_name='shipment',
            name='accept_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='shipment',
            name='accepted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='shipment',
            name='accepted_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='shipment',
            name='authority_kind',
            field=models.CharField(blank=True, db_default='', max_length=12),
        ),
        migrations.AddField(
            model_name='shipment',
            name='authority_number',
            field=models.CharField(blank=True, db_default='', max_length=60),
        ),
        migrations.AddField(
            model_name='shipment',
            name='authority_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='shipment',
            name='carrier',
            field=models.CharField(blank=True, db_default='', max_length=120),
        ),
        migrations.AddField(
            model_name='shipment',
            name='delivered_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='shipment',
            name='earliest_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='shipment',
            name='taker',
            field=models.CharField(blank=True, db_default='', max_length=200),
        ),
        migrations.AddField(
            model_name='shipment',
            name='tracking_number',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        migrations.AddField(
            model_name='shipment',
            name='tracking_url',
            field=models.CharField(blank=True, db_default='', max_length=300),
        ),
        migrations.AddField(
            model_name='shipment',
            name='wished_from',
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name='shipment',
            name='wished_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='shipment',
            name='wished_until',
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name='shipmentline',
            name='accepted',
            field=models.DecimalField(decimal_places=3, max_digits=14, null=True),
        ),
        migrations.AlterField(
            model_name='shipment',
            name='delivery_note',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper'),
        ),
        migrations.AddIndex(
            model_name='shipment',
            index=models.Index(condition=models.Q(('accept_until__isnull', False), ('accepted_at', None)), fields=['accept_until', 'id'], name='shipping_shipment_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='shipment',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at', None), ('delivered_on__isnull', False), _connector='OR'), name='shipping_shipment_accepted_is_there'),
        ),
        migrations.AddConstraint(
            model_name='shipmentline',
            constraint=models.CheckConstraint(condition=models.Q(('accepted', None), models.Q(('accepted__gte', 0), ('accepted__lte', models.F('dispatched'))), _connector='OR'), name='shipping_shipmentline_accepted_was_dispatched'),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='company',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company'),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='order_line',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.line'),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='shipment',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shipping.shipment'),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='told_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='discrepancy',
            constraint=models.UniqueConstraint(fields=('shipment', 'order_line', 'kind'), name='shipping_discrepancy_once'),
        ),
        migrations.AddConstraint(
            model_name='discrepancy',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='shipping_discrepancy_positive'),
        ),
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
        grant("shipping_discrepancy", buyer="select, insert", staff="select, insert"),
        migrations.RunSQL("grant update (accepted) on orders_line to optom_buyer;", migrations.RunSQL.noop),
        own_rows("shipping_discrepancy"),
        append_only("shipping_discrepancy"),
    ]
