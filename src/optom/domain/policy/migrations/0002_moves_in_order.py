from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import NullIf, Round

from optom.base.row_security import grant


class Migration(migrations.Migration):
    """Proposed prices have numbers in the order in which people look at them, and their parts are counted.

    The table is made anew: before there was a page of publications nobody has kept any.
    """

    dependencies = [
        ('policy', '0001_initial'),
    ]

    operations = [
        migrations.DeleteModel(name='ProposedPrice'),
        migrations.CreateModel(
            name='ProposedPrice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ('change', models.GeneratedField(db_persist=True, expression=Round((F('amount') - F('before')) / NullIf(F('before'), Decimal(0)), 6), output_field=models.DecimalField(decimal_places=6, max_digits=22, null=True))),
                ('rule', models.PositiveSmallIntegerField(null=True)),
                ('guard', models.PositiveSmallIntegerField(null=True)),
                ('column', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pricing.column')),
                ('product', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalog.product')),
                ('publication', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='policy.publication')),
            ],
            options={
                'indexes': [models.Index(fields=['publication', 'id'], name='policy_proposedprice_listed')],
                'constraints': [models.UniqueConstraint(fields=('publication', 'product', 'column'), name='policy_proposedprice_once')],
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
        grant("policy_proposedprice", staff="select, insert, delete"),
        grant("policy_total", staff="select, insert, delete"),
    ]
