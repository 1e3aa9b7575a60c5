"""Lines that wait stand in a queue by product; lines are split, moved, replaced and say where they came from."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from optom.base.row_security import grant, own_rows

# How many stand before a line, and how much they wait for: counts alone, for the queue is made of others' lines, which
# a buyer's request does not see.
QUEUE = """
create function orders_place_in_queue(of_product bigint, placed timestamptz, of_line bigint) returns bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) + 1
    from orders_line l
    join orders_order o on o.id = l.order_id
    join companies_contract c on c.id = l.contract_id
    where l.product_id = of_product and l.ordered > l.reserved + l.shipped + l.cancelled and c.is_active
        and (o.placed_at, l.id) < (placed, of_line)
$$;
create function orders_before_in_queue(of_product bigint, placed timestamptz, of_line bigint) returns numeric
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(sum(l.ordered - l.reserved - l.shipped - l.cancelled), 0)
    from orders_line l
    join orders_order o on o.id = l.order_id
    join companies_contract c on c.id = l.contract_id
    where l.product_id = of_product and l.ordered > l.reserved + l.shipped + l.cancelled and c.is_active
        and (o.placed_at, l.id) < (placed, of_line)
$$;
grant execute on function orders_place_in_queue, orders_before_in_queue to optom_buyer, optom_staff;
"""
NO_QUEUE = "drop function orders_place_in_queue; drop function orders_before_in_queue;"

# A line that is split or grows has another sum, and so may its order. A buyer's request can't write sums: it can ask for
# a line of another size at the price that it has, and for a total that its lines add up to.
SIZES = """
create function orders_resize(lines bigint[], by_ordered numeric[], by_sum numeric[], by_vat numeric[]) returns bigint
    language sql volatile security definer set search_path = public, pg_temp as $$
    with resized as (
        update orders_line l
        set ordered = l.ordered + c.by_ordered, sum = l.sum + c.by_sum, vat = l.vat + c.by_vat
        from unnest(lines, by_ordered, by_sum, by_vat) as c(id, by_ordered, by_sum, by_vat)
        where l.id = c.id
            and abs((l.sum + c.by_sum) * l.ordered - l.sum * (l.ordered + c.by_ordered)) <= 0.05 * l.ordered
            and (current_setting('role') <> 'optom_buyer' or l.company_id in (select companies_mine()))
        returning l.id
    )
    select count(*) from resized
$$;
create function orders_recount(of_order bigint) returns numeric
    language sql volatile security definer set search_path = public, pg_temp as $$
    update orders_order o set total = (select sum(l.sum) from orders_line l where l.order_id = o.id)
    where o.id = of_order
    returning o.total
$$;
grant execute on function orders_resize, orders_recount to optom_buyer, optom_staff;
"""
NO_SIZES = "drop function orders_resize; drop function orders_recount;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("orders", "0010_bought_before"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField(
            "line",
            "came_from",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orders.line",
            ),
        ),
        migrations.AddField("line", "key", models.CharField(max_length=80, null=True)),
        migrations.AddField("line", "warned_until", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "line",
            models.UniqueConstraint(
                fields=["contract", "key"], name="orders_line_key_once", condition=Q(key__isnull=False)
            ),
        ),
        migrations.AddIndex(
            "line",
            models.Index(
                fields=["product", "id"],
                name="orders_line_waiting",
                condition=Q(ordered__gt=F("reserved") + F("shipped") + F("cancelled")),
            ),
        ),
        migrations.CreateModel(
            "Unwarned",
            [
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        grant("orders_unwarned", buyer="select, insert, delete", staff="select"),
        own_rows("orders_unwarned", "user_id = nullif(current_setting('optom.user_id', true), '')::bigint"),
        migrations.RunSQL(QUEUE, NO_QUEUE),
        migrations.RunSQL(SIZES, NO_SIZES),
    ]
