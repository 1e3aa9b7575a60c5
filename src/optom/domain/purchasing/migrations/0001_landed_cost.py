"""What an offer costs in our warehouse: agreements with suppliers, what they are worth, and the one function that adds it up."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant

# Offers that count, per unit and in roubles without VAT: the goods themselves, freight in, less what deferred money earns,
# plus what broken words cost. Offers and freight in a currency whose rate is not known on the day cost nothing that could be
# told. The planner takes it apart, so that who asks of a few products reads a few offers.
LANDED = """
create function purchasing_landed(on_day date) returns table (
    offer_id bigint, product_id bigint, supplier_id bigint, is_lacking boolean, goods numeric, freight numeric, money numeric,
    risk numeric, landed numeric
) language sql stable as $$
    select p.offer_id, p.product_id, p.supplier_id, p.is_lacking, p.goods, p.freight, p.money, p.risk,
        p.goods + p.freight - p.money + p.risk as landed
    from (
        select g.offer_id, g.product_id, g.supplier_id, g.is_lacking, g.goods,
            round(g.goods * g.freight_percent / 100 + g.freight_per_kg * g.freight_rate * g.weight, 4) as freight,
            round(g.goods * g.deferral_days * g.money_percent / 36500, 4) as money,
            round(g.goods * g.failure_percent * (100 - g.kept_percent) / 10000, 4) as risk
        from (
            select o.id as offer_id, o.product_id, o.supplier_id, coalesce(t.stock = 0, false) as is_lacking,
                round(t.price * r.rate / case when t.with_vat then 1 + coalesce(x.percent, 0) / 100 else 1 end, 4) as goods,
                coalesce(a.freight_percent, 0) as freight_percent, coalesce(a.deferral_days, 0) as deferral_days,
                coalesce(a.freight_per_kg, 0) as freight_per_kg,
                case when coalesce(a.freight_per_kg, 0) = 0 then 1 else f.rate end as freight_rate,
                coalesce(c.weight, 0) as weight, w.money_percent, w.failure_percent,
                coalesce(k.percent, 100) as kept_percent
            from suppliers_offer o
            join suppliers_terms t on t.offer_id = o.id and t.is_listed
            join suppliers_feed d on d.id = o.feed_id and d.is_active
            join catalog_product c on c.id = o.product_id
            join purchasing_weights w on w.id = 1
            left join purchasing_rates(on_day) r on r.currency = t.currency
            left join purchasing_agreement a on a.supplier_id = o.supplier_id
            left join purchasing_rates(on_day) f on f.currency = a.currency
            left join purchasing_reliability k on k.supplier_id = o.supplier_id
            left join (
                select distinct on (v.tax_class_id) v.tax_class_id, v.percent
                from catalog_taxrate v
                where v.valid_from <= on_day
                order by v.tax_class_id, v.valid_from desc
            ) x on x.tax_class_id = c.tax_class_id
        ) g
        where g.goods > 0 and g.freight_rate is not null
    ) p
$$;
"""
RATES = """
create function purchasing_rates(on_day date) returns table (currency text, rate numeric) language sql stable rows 10 as $$
    select n.currency, credit_rate_of(n.currency, on_day)
    from (select 'RUB' as currency union select distinct r.currency::text from credit_rate r) n
$$;
"""
WEIGHTS = """
insert into purchasing_weights (id, money_percent, failure_percent, cover_days) values (1, 20, 5, 30);
"""


class Migration(migrations.Migration):

    initial: ClassVar = True

    dependencies: ClassVar = [
        ('suppliers', '0001_feeds'),
        ('catalog', '0016_called_by_numbers'),
        ('credit', '0023_payments_of_a_contract_by_number'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Reliability',
            fields=[
                ('supplier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='suppliers.supplier')),
                ('percent', models.DecimalField(decimal_places=2, max_digits=5)),
                ('lines', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('supplier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='suppliers.supplier')),
                ('currency', models.CharField(default='RUB', max_length=3)),
                ('freight_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ('freight_per_kg', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('minimum_sum', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                ('deferral_days', models.PositiveSmallIntegerField(default=0)),
                ('lead_days', models.PositiveSmallIntegerField(default=0)),
                ('email', models.EmailField(blank=True, max_length=254)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('deferral_days__lte', 365), ('freight_per_kg__gte', 0), ('freight_percent__gte', 0), ('lead_days__lte', 365), ('minimum_sum__gte', 0)), name='purchasing_agreement_sensible')],
            },
        ),
        migrations.CreateModel(
            name='Weights',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('money_percent', models.DecimalField(decimal_places=2, max_digits=5)),
                ('failure_percent', models.DecimalField(decimal_places=2, max_digits=5)),
                ('cover_days', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='purchasing_weights_one_row'), models.CheckConstraint(condition=models.Q(('cover_days__lte', 365), ('failure_percent__gte', 0), ('failure_percent__lte', 99), ('money_percent__gte', 0), ('money_percent__lte', 99)), name='purchasing_weights_sensible')],
            },
        ),
        migrations.RunSQL(WEIGHTS, migrations.RunSQL.noop),
        grant("purchasing_agreement", staff="select, insert, update"),
        grant("purchasing_reliability", staff="select, insert, update, delete"),
        grant("purchasing_weights", staff="select, update"),
        migrations.RunSQL(RATES, "drop function purchasing_rates(date);"),
        migrations.RunSQL(LANDED, "drop function purchasing_landed(date);"),
    ]
