"""What is bought for a client's line is for its parts too, and one of our legal entities buys it (ADR 0065)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

# What of lines of orders to suppliers is for which lines of clients, as these stand now: of the named ones, and of all of the
# same products, or of these products (null: of all), that suppliers have not answered for. A line and its parts want as much
# as was bought for them in the order of the queue: what they are promised of suppliers' goods first, then what they wait for.
# Quantities of one are laid along those of the other, and each gets where they meet. What nobody of them wants any more is for
# nobody; what they hold of what was announced already they have got. PL/pgSQL, for every version of PostgreSQL plans it with the
# very products and lines: one product is looked up, all that is open is gone through once.
BOUGHT_FOR = """
create function purchasing_bought_for(of_products bigint[], of_lines bigint[])
    returns table (supplier_line_id bigint, line_id bigint, quantity numeric, promised numeric, is_promised boolean)
    language plpgsql stable as $function$
begin
    return query execute $$
with asked as (
    select unnest($1) as product_id
    union
    select i.product_id from purchasing_supplierline i where i.id = any($2)
),
bought as (
    select i.id, i.arrival_id
    from asked a
    join purchasing_supplierline i on i.product_id = a.product_id
    join purchasing_supplierorder v on v.id = i.order_id and (v.state in ('draft', 'sent') or i.doubt <> '')
    union
    select i.id, i.arrival_id
    from purchasing_supplierorder v
    join purchasing_supplierline i on i.order_id = v.id
    where $1 is null and v.state in ('draft', 'sent')
    union
    select i.id, i.arrival_id from purchasing_supplierline i where $1 is null and i.doubt <> ''
    union
    select i.id, i.arrival_id from purchasing_supplierline i where i.id = any($2)
),
pledged as materialized (
    select b.id, b.arrival_id, coalesce(l.part_of_id, l.id) as whole, sum(u.quantity) as quantity, sum(u.promised) as promised
    from bought b
    join purchasing_purpose u on u.supplier_line_id = b.id
    join orders_line l on l.id = u.line_id
    group by b.id, b.arrival_id, coalesce(l.part_of_id, l.id)
),
wholes as materialized (
    select distinct whole from pledged
),
members as materialized (
    select w.whole, w.whole as line_id from wholes w
    union all
    select w.whole, l.id from wholes w join orders_line l on l.part_of_id = w.whole
),
holds as materialized (
    select m.whole, m.line_id, a.id as arrival_id, h.quantity, a.supply_id is not null as is_promise
    from members m
    join stock_hold h on h.owner = m.line_id
    join stock_arrival a on a.id = h.arrival_id
),
given as materialized (
    select p.id, p.whole, p.promised > 0 as is_promised, greatest(p.promised - coalesce(h.quantity, 0), 0) as promised,
        greatest(p.quantity - coalesce(h.quantity, 0), 0) as quantity
    from pledged p
    left join (
        select h.arrival_id, h.whole, sum(h.quantity) as quantity from holds h group by h.arrival_id, h.whole
    ) h on h.arrival_id = p.arrival_id and h.whole = p.whole
),
wants as materialized (
    select m.whole, l.id, coalesce(l.queued_at, o.placed_at) as since,
        l.ordered - l.reserved - l.shipped - l.cancelled as waits, coalesce(h.promised, 0) as promised
    from members m
    join orders_line l on l.id = m.line_id
    join orders_order o on o.id = l.order_id
    left join (
        select h.line_id, sum(h.quantity) as promised from holds h where h.is_promise group by h.line_id
    ) h on h.line_id = m.line_id
),
kept as materialized (
    select g.id, g.whole, g.is_promised, w.id as line_id, least(g.till, w.till) - greatest(g.since, w.since) as quantity
    from (
        select g.id, g.whole, g.is_promised, sum(g.promised) over mine - g.promised as since, sum(g.promised) over mine as till
        from given g window mine as (partition by g.whole order by g.id)
    ) g
    join (
        select w.id, w.whole, sum(w.promised) over mine - w.promised as since, sum(w.promised) over mine as till
        from wants w window mine as (partition by w.whole order by w.since, w.id)
    ) w on w.whole = g.whole and w.since < g.till and g.since < w.till
),
rest as materialized (
    select r.id, r.whole, r.is_promised, sum(r.quantity) as quantity
    from (
        select g.id, g.whole, g.is_promised, g.quantity from given g
        union all
        select k.id, k.whole, k.is_promised, -k.quantity from kept k
    ) r
    group by r.id, r.whole, r.is_promised
),
served as (
    select g.id, g.is_promised, w.id as line_id, least(g.till, w.till) - greatest(g.since, w.since) as quantity
    from (
        select r.id, r.whole, r.is_promised, sum(r.quantity) over mine - r.quantity as since, sum(r.quantity) over mine as till
        from rest r window mine as (partition by r.whole order by r.id)
    ) g
    join (
        select w.id, w.whole, sum(w.waits) over mine - w.waits as since, sum(w.waits) over mine as till
        from wants w window mine as (partition by w.whole order by w.since, w.id)
    ) w on w.whole = g.whole and w.since < g.till and g.since < w.till
)
select x.id, x.line_id, sum(x.quantity), sum(x.promised), bool_or(x.is_promised)
from (
    select id, line_id, is_promised, quantity, quantity as promised from kept
    union all
    select id, line_id, is_promised, quantity, 0 from served
) x
where x.quantity > 0
group by x.id, x.line_id
    $$ using of_products, of_lines;
end
$function$;
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('companies', '0019_terms_from_suppliers'),
        ('orders', '0020_parts_and_whole_orders'),
        ('purchasing', '0008_offers_whose_day_is_over'),
    ]

    operations: ClassVar = [
        *(
            migrations.AddField(
                model_name=model,
                name='buyer',
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.seller'),
            )
            for model in ('agreement', 'supplierorder')
        ),
        migrations.RunSQL(BOUGHT_FOR, "drop function purchasing_bought_for;"),
    ]
