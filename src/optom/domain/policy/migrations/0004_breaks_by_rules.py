from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policy', '0003_worked_out_by_the_worker'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposedprice',
            name='from_quantity',
            field=models.DecimalField(db_default=Decimal(0), decimal_places=3, default=Decimal(0), max_digits=14),
        ),
        migrations.RemoveConstraint(model_name='proposedprice', name='policy_proposedprice_once'),
        migrations.AddConstraint(
            model_name='proposedprice',
            constraint=models.UniqueConstraint(
                fields=('publication', 'product', 'column', 'from_quantity'), name='policy_proposedprice_once'
            ),
        ),
    ]
