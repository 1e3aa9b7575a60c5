"""A line knows of which line it is a part (ADR 0065)."""

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
    ]
