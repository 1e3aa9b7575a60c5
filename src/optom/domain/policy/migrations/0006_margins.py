import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant


class Migration(migrations.Migration):

    dependencies = [
        ('policy', '0005_whence_prices_are'),
    ]

    operations = [
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
        grant("policy_margin", staff="select, insert, delete"),
    ]
