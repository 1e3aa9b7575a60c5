"""An offer that was given until a day is no offer after it, whether the clock has taken it off the list already or not."""

from typing import ClassVar

from django.db import migrations

OFFERED = """
create or replace function purchasing_offered(on_day date) returns table (
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
    where not exists (select from suppliers_expiry e where e.offer_id = o.id and e.until < on_day)
$$;
"""
WAS_OFFERED = """
create or replace function purchasing_offered(on_day date) returns table (
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


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('purchasing', '0007_found_by_product'),
        ('suppliers', '0004_candidates_and_expiry'),
    ]

    operations: ClassVar = [
        migrations.RunSQL(OFFERED, WAS_OFFERED),
    ]
