"""Offers at every price that depends on quantity; what is kept because sales vary; how much is ordered of the best offer."""

from typing import ClassVar

from django.db import migrations, models

# What an offer is made of, before it is added up: its price and breaks, rates, and what counts beyond them.
OFFERED = """
create function purchasing_offered(on_day date) returns table (
    offer_id bigint, product_id bigint, supplier_id bigint, is_lacking boolean, price numeric, breaks text, currency text,
    with_vat boolean, multiple numeric, minimum numeric, lead_days integer, rate numeric, vat numeric, freight_percent numeric,
    freight_of_weight numeric, deferral_days integer, money_percent numeric, failure_percent numeric, kept_percent numeric
) language sql stable as $$
    select o.id, o.product_id, o.supplier_id, coalesce(t.stock = 0, false), t.price, t.breaks::text, t.currency::text,
        t.with_vat, coalesce(nullif(t.multiple, 0), c.multiple), coalesce(t.minimum, 0),
        coalesce(t.lead_days, nullif(a.lead_days, 0))::integer, r.rate,
        case when t.with_vat then 1 + coalesce(x.percent, 0) / 100 else 1 end, coalesce(a.freight_percent, 0),
        coalesce(a.freight_per_kg, 0) * case when coalesce(a.freight_per_kg, 0) = 0 then 1 else f.rate end
            * coalesce(c.weight, 0),
        coalesce(a.deferral_days, 0)::integer, w.money_percent, w.failure_percent, coalesce(k.percent, 100)
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
$$;
"""
NOT_OFFERED = "drop function purchasing_offered(date);"
# The one place that adds it up: ``goods`` is a unit in roubles without VAT.
PARTS = """
create function purchasing_parts(
    goods numeric, freight_percent numeric, freight_of_weight numeric, deferral_days integer, money_percent numeric,
    failure_percent numeric, kept_percent numeric
) returns table (freight numeric, money numeric, risk numeric) language sql immutable as $$
    select round(goods * freight_percent / 100 + freight_of_weight, 4),
        round(goods * deferral_days * money_percent / 36500, 4),
        round(goods * failure_percent * (100 - kept_percent) / 10000, 4)
$$;
"""
NO_PARTS = """
drop function purchasing_parts(numeric, numeric, numeric, integer, numeric, numeric, numeric);
"""
# From which quantity on, and below which, an offer has which price: "10:95.00 100:90.00" has three.
RUNGS = r"""
create function purchasing_rungs(price numeric, breaks text) returns table (
    from_quantity numeric, below numeric, asked numeric
) language sql immutable as $$
    select r.from_quantity, lead(r.from_quantity) over (order by r.from_quantity), r.asked
    from (
        select 0::numeric as from_quantity, price as asked
        union all
        select split_part(b, ':', 1)::numeric, split_part(b, ':', 2)::numeric
        from unnest(string_to_array(nullif(breaks, ''), ' ')) b
        where b ~ '^\d+(\.\d+)?:\d+(\.\d+)?$'
    ) r
    where r.asked > 0
$$;
"""
NO_RUNGS = "drop function purchasing_rungs(numeric, text);"
LANDED = """
create or replace function purchasing_landed(on_day date) returns table (
    offer_id bigint, product_id bigint, supplier_id bigint, is_lacking boolean, goods numeric, freight numeric, money numeric,
    risk numeric, landed numeric
) language sql stable as $$
    select g.offer_id, g.product_id, g.supplier_id, g.is_lacking, g.goods, p.freight, p.money, p.risk,
        g.goods + p.freight - p.money + p.risk
    from (select o.*, round(o.price * o.rate / o.vat, 4) as goods from purchasing_offered(on_day) o) g
    cross join lateral purchasing_parts(g.goods, g.freight_percent, g.freight_of_weight, g.deferral_days, g.money_percent,
        g.failure_percent, g.kept_percent) p
    where g.goods > 0 and g.freight_of_weight is not null
$$;
"""
# The same at each price of an offer: from ``from_quantity`` on and ``below`` a quantity.
LANDED_BY_QUANTITY = """
create function purchasing_landed_by_quantity(on_day date) returns table (
    offer_id bigint, product_id bigint, supplier_id bigint, is_lacking boolean, from_quantity numeric, below numeric,
    price numeric, currency text, with_vat boolean, multiple numeric, minimum numeric, lead_days integer,
    money_percent numeric, goods numeric, landed numeric
) language sql stable as $$
    select g.offer_id, g.product_id, g.supplier_id, g.is_lacking, g.from_quantity, g.below, g.asked, g.currency, g.with_vat,
        g.multiple, g.minimum, g.lead_days, g.money_percent, g.goods, g.goods + p.freight - p.money + p.risk
    from (
        select o.*, r.from_quantity, r.below, r.asked, round(r.asked * o.rate / o.vat, 4) as goods
        from purchasing_offered(on_day) o
        cross join lateral purchasing_rungs(o.price, o.breaks) r
    ) g
    cross join lateral purchasing_parts(g.goods, g.freight_percent, g.freight_of_weight, g.deferral_days, g.money_percent,
        g.failure_percent, g.kept_percent) p
    where g.goods > 0 and g.freight_of_weight is not null
$$;
"""
NO_LANDED_BY_QUANTITY = "drop function purchasing_landed_by_quantity(date);"
# How much is ordered where so much is needed; what those of it that are not needed yet cost each one that is: the money that
# lies in them, on the average for half of the time in which they are sold, and all of it where that is never.
ORDERED = """
create function purchasing_ordered(needed numeric, minimum numeric, from_quantity numeric, multiple numeric) returns numeric
language sql immutable as $$
    select ceil(greatest(needed, minimum, from_quantity) / multiple) * multiple
$$;
create function purchasing_excess(landed numeric, needed numeric, ordered numeric, sold_365 numeric, money_percent numeric)
returns numeric language sql immutable as $$
    select round((ordered - needed) / needed * landed * case
        when coalesce(sold_365, 0) <= 0 then 1
        else least(1, money_percent / 100 * (ordered - needed) / sold_365 / 2)
    end, 4)
$$;
"""
NO_ORDERED = """
drop function purchasing_excess(numeric, numeric, numeric, numeric, numeric);
drop function purchasing_ordered(numeric, numeric, numeric, numeric);
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [('purchasing', '0002_orders_to_suppliers')]

    operations: ClassVar = [
        migrations.RunSQL(OFFERED, NOT_OFFERED),
        migrations.RunSQL(PARTS, NO_PARTS),
        migrations.RunSQL(RUNGS, NO_RUNGS),
        migrations.RunSQL(LANDED, migrations.RunSQL.noop),
        migrations.RunSQL(LANDED_BY_QUANTITY, NO_LANDED_BY_QUANTITY),
        migrations.RunSQL(ORDERED, NO_ORDERED),
        migrations.AddField('weights', 'service_percent', models.DecimalField(max_digits=5, decimal_places=2, default=90)),
        migrations.AddField('weights', 'dearer_percent', models.DecimalField(max_digits=5, decimal_places=2, default=10)),
        migrations.RemoveConstraint('weights', 'purchasing_weights_sensible'),
        migrations.AddConstraint(
            'weights',
            models.CheckConstraint(
                name='purchasing_weights_sensible',
                condition=models.Q(
                    money_percent__gte=0,
                    money_percent__lte=99,
                    failure_percent__gte=0,
                    failure_percent__lte=99,
                    cover_days__lte=365,
                    service_percent__gte=50,
                    service_percent__lte=99,
                    dearer_percent__gte=0,
                    dearer_percent__lte=99,
                ),
            ),
        ),
        migrations.AddField('need', 'safety', models.DecimalField(max_digits=14, decimal_places=3, default=0)),
        migrations.AddField('need', 'to_order', models.DecimalField(max_digits=14, decimal_places=3, null=True)),
        migrations.AddField('supplierline', 'lead_days', models.PositiveSmallIntegerField(null=True)),
    ]
