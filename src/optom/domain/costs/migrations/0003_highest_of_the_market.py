from django.db import migrations, models

# What was measured before is told by the prices that counted then; where none of them is left, by the middle.
HIGHEST = """
update costs_market m
set highest = greatest(m.median, (
    select max(p.amount)
    from costs_marketprice p
    cross join costs_bounds b
    where p.product_id = m.product_id and p.seen_on > current_date - b.market_days
))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('costs', '0002_demand_and_market'),
    ]

    operations = [
        migrations.AddField(
            model_name='market',
            name='highest',
            field=models.DecimalField(decimal_places=4, max_digits=15, null=True),
        ),
        migrations.RunSQL(HIGHEST, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='market',
            name='highest',
            field=models.DecimalField(decimal_places=4, max_digits=15),
        ),
    ]
