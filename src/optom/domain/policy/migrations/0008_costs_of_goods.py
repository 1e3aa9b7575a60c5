import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0015_named_by_article'),
        ('policy', '0007_progress'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnitCost',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='catalog.product')),
                ('amount', models.DecimalField(decimal_places=4, max_digits=20)),
            ],
        ),
        grant("policy_unitcost", staff="select, insert, update, delete"),
    ]
