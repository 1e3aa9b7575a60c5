"""A line knows of which line it is a part, and an order that is wanted together since when it is whole (ADR 0065)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# Until now only acts knew whether a line that comes of another is a part of it: a part goes into another order, or keeps
# the moment at which its line was ordered; what was added to a line, or replaces it, was ordered later.
PARTS = """
with recursive parted as (
    select l.id, p.id as source
    from orders_line l
    join orders_line p on p.id = l.came_from_id and p.product_id = l.product_id
    where p.order_id <> l.order_id or l.ordered_at is not distinct from p.ordered_at
),
climbed as (
    select id, source, 1 as steps from parted
    union all
    select c.id, p.source, c.steps + 1 from climbed c join parted p on p.id = c.source
)
update orders_line l set part_of_id = c.source
from (select distinct on (id) id, source from climbed order by id, steps desc) c
where l.id = c.id;
"""

# Until now nothing kept such orders together: what of them has left, or is asked for, in part goes on as it does.
APART = """
update orders_order o set together_on = null
where o.together_on is not null
    and exists (select from orders_line l where l.order_id = o.id and (l.requested > 0 or l.shipped > 0))
    and exists (select from orders_line l where l.order_id = o.id and l.ordered > l.shipped + l.cancelled + l.requested);
"""

# What of an order is not there yet: it waits, or is on its way. Of an order that is wanted together nothing runs out while
# something lacks, nor before it was seen to be whole: its time runs from then.
LACKS = """
create function orders_lacks(of_order bigint) returns boolean
    language sql stable as $$
    select exists (
        select from orders_line l
        where l.order_id = of_order and (
            l.ordered > l.reserved + l.shipped + l.cancelled
            or exists (select from stock_hold h where h.owner = l.id and h.arrival_id is not null))
    )
$$;
create or replace function orders_recount(of_order bigint) returns numeric
    language sql volatile security definer set search_path = public, pg_temp as $$
    update orders_order o set total = (select sum(l.sum) from orders_line l where l.order_id = o.id),
        whole_at = case when o.whole_at is not null and not orders_lacks(o.id) then o.whole_at end
    where o.id = of_order
    returning o.total
$$;
grant execute on function orders_lacks to optom_buyer, optom_staff;
grant update (together_on, whole_at) on orders_order to optom_buyer;
"""
NO_LACKS = """
create or replace function orders_recount(of_order bigint) returns numeric
    language sql volatile security definer set search_path = public, pg_temp as $$
    update orders_order o set total = (select sum(l.sum) from orders_line l where l.order_id = o.id)
    where o.id = of_order
    returning o.total
$$;
revoke update (together_on, whole_at) on orders_order from optom_buyer;
drop function orders_lacks;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0018_whose_supplies"), ("orders", "0019_how_an_order_comes")]

    operations: ClassVar = [
        migrations.AddField(
            "line",
            "part_of",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orders.line",
            ),
        ),
        migrations.RunSQL(PARTS, migrations.RunSQL.noop),
        migrations.AddIndex(
            "line", models.Index(fields=["part_of"], name="orders_line_parts", condition=Q(part_of__isnull=False))
        ),
        migrations.AddField("order", "whole_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "order",
            models.Index(
                fields=["id"], name="orders_order_lacking", condition=Q(together_on__isnull=False, whole_at=None)
            ),
        ),
        migrations.RunSQL(APART, migrations.RunSQL.noop),
        migrations.RunSQL(LACKS, NO_LACKS),
    ]
