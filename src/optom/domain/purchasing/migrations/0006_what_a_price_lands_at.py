"""What any price of a supplier would cost in our warehouse, whether it is an offer already or not."""

from typing import ClassVar

from django.db import migrations

# What `purchasing_landed` tells of offers, of a price that somebody names: a reply to a request, a former price of an offer,
# the list of a candidate. No row where the rate of its currency, or of the freight's, is not known on the day.
LANDS = """
create function purchasing_lands(
    on_day date, of_supplier bigint, of_product bigint, for_price numeric, in_currency text, is_with_vat boolean
) returns table (goods numeric, freight numeric, money numeric, risk numeric, landed numeric) language sql stable rows 1 as $$
    select g.goods, p.freight, p.money, p.risk, g.goods + p.freight - p.money + p.risk as landed
    from (
        select c.weight, round(for_price * credit_rate_of(in_currency, on_day) / case when is_with_vat then 1 + coalesce((
            select v.percent from catalog_taxrate v
            where v.tax_class_id = c.tax_class_id and v.valid_from <= on_day
            order by v.valid_from desc limit 1
        ), 0) / 100 else 1 end, 4) as goods
        from catalog_product c
        where c.id = of_product
    ) g
    join purchasing_weights w on w.id = 1
    left join purchasing_agreement a on a.supplier_id = of_supplier
    left join purchasing_reliability k on k.supplier_id = of_supplier
    cross join lateral purchasing_parts(
        g.goods, coalesce(a.freight_percent, 0),
        coalesce(a.freight_per_kg, 0) * coalesce(g.weight, 0)
            * case when coalesce(a.freight_per_kg, 0) = 0 then 1 else credit_rate_of(a.currency, on_day) end,
        coalesce(a.deferral_days, 0)::integer, w.money_percent, w.failure_percent, coalesce(k.percent, 100)
    ) p
    where g.goods > 0 and p.freight is not null
$$;
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('purchasing', '0005_supplies'),
    ]

    operations: ClassVar = [
        migrations.RunSQL(LANDS, "drop function purchasing_lands(date, bigint, bigint, numeric, text, boolean);"),
    ]
