"""Who comes gets what those who wait don't want; a line keeps its own moment in the queue where it has one."""

from typing import ClassVar

from django.db import migrations, models

# What a line that waits may get by what its contract may still hold (``room``): all, or as many packs as fit.
WANTS = """
create function orders_held_value(of_sum numeric, ordered numeric, held numeric) returns numeric
    language sql immutable as $$
    select case when held = ordered then of_sum else round(of_sum * held / ordered, 2) end
$$;
create function orders_wants(
    waits numeric, room numeric, of_sum numeric, ordered numeric, reserved numeric, multiple numeric) returns numeric
    language sql immutable as $$
    select case
        when room is null or w.worth_of_all <= room then waits
        when room <= 0 then 0
        when orders_held_value(of_sum, ordered, reserved + w.packs) - orders_held_value(of_sum, ordered, reserved) <= room
            then w.packs
        else greatest(w.packs - multiple, 0)
    end
    from (
        select
            orders_held_value(of_sum, ordered, reserved + waits) - orders_held_value(of_sum, ordered, reserved)
                as worth_of_all,
            least(div(room * ordered, nullif(of_sum, 0) * multiple) * multiple, waits) as packs
    ) w
$$;
"""
NO_WANTS = "drop function orders_wants; drop function orders_held_value;"

# What of the goods that are free now goes to those who wait for them, by source. A count: whose lines they are is not
# told, for a buyer's request does not see them. Lines that may take nothing of what there is are left out, and what a
# contract may do is asked once a contract: of the rest each costs its place in the order, some microseconds. Each step
# gives to the next line of every product at once, from what the step before has left; only there is asked how much that
# line wants. It ends where nothing is left, or with the queue, where something is left that none of it wants. A limit is
# asked of each line by itself: where two lines want the rest of one, both are kept goods until one is served.
# PL/pgSQL, for hardly ever does anybody wait: the first look is all that most orders pay, and its plan is kept.
SPOKEN_FOR = """
create function orders_spoken_for(of_products bigint[], at timestamptz)
    returns table (product bigint, warehouse bigint, arrival bigint, quantity numeric)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    if not exists (
        select from orders_line l
        where l.product_id = any(of_products) and l.ordered > l.reserved + l.shipped + l.cancelled)
    then return;
    end if;
    return query
    with recursive waiting as materialized (
        select l.id, l.product_id as product, l.contract_id as contract, coalesce(l.queued_at, o.placed_at) as since,
            l.ordered - l.reserved - l.shipped - l.cancelled as waits, l.sum, l.ordered, l.reserved
        from orders_line l
        join orders_order o on o.id = l.order_id
        where l.product_id = any(of_products) and l.ordered > l.reserved + l.shipped + l.cancelled
    ),
    buyer as materialized (
        select c.id as contract, t.reservation_limit - a.reserved as room,
            array(select stock_warehouses(c.id)) as warehouses
        from companies_contract c
        join companies_terms t
            on t.contract_id = c.id and t.valid_from <= at and (t.valid_to is null or t.valid_to > at)
        join credit_account a on a.contract_id = c.id
        where c.id = any(array(select distinct w.contract from waiting w)) and c.is_active
            and (t.reservation_limit is null or a.reserved < t.reservation_limit)
    ),
    shelf as materialized (
        select f.product, min(p.multiple) as multiple,
            array_agg(f.warehouse order by f.expected_on nulls first, f.arrival, f.warehouse) as warehouses,
            array_agg(f.arrival order by f.expected_on nulls first, f.arrival, f.warehouse) as arrivals,
            array_agg(f.free order by f.expected_on nulls first, f.arrival, f.warehouse) as free
        from stock_free(array(select distinct w.product from waiting w)) f
        join catalog_product p on p.id = f.product
        group by f.product
    ),
    queue as materialized (
        select w.*, b.room, b.warehouses, row_number() over (partition by w.product order by w.since, w.id) as place
        from waiting w
        join buyer b on b.contract = w.contract
        join shelf s on s.product = w.product and s.warehouses && b.warehouses
    ),
    step (product, place, rest) as (
        select s.product, 0::bigint, s.free from shelf s
        union all
        select p.product, q.place, g.rest
        from step p
        join queue q on q.product = p.product and q.place = p.place + 1
        join shelf s on s.product = p.product
        cross join lateral (
            select orders_wants(q.waits, q.room, q.sum, q.ordered, q.reserved, s.multiple) as quantity offset 0
        ) w
        cross join lateral (
            select array_agg(
                x.free - greatest(least(x.may_give, w.quantity - x.through + x.may_give), 0) order by x.turn) as rest
            from (
                select u.free, u.turn, m.may_give, sum(m.may_give) over (order by u.turn) as through
                from unnest(p.rest, s.warehouses) with ordinality as u(free, warehouse, turn)
                cross join lateral (
                    select case when u.warehouse = any(q.warehouses) then u.free else 0 end as may_give
                ) m
            ) x
        ) g
        where 0 < any(p.rest)
    ),
    last_step as (
        select distinct on (s.product) s.product, s.rest from step s order by s.product, s.place desc
    )
    select s.product, u.warehouse, u.arrival, u.free - u.rest
    from last_step e
    join shelf s on s.product = e.product
    cross join lateral unnest(s.warehouses, s.arrivals, s.free, e.rest) as u(warehouse, arrival, free, rest)
    where u.rest < u.free;
end
$$;
grant execute on function orders_spoken_for to optom_buyer, optom_staff;
"""

_PLACES = """
create or replace function orders_place_in_queue(of_product bigint, placed timestamptz, of_line bigint) returns bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) + 1
    from orders_line l
    join orders_order o on o.id = l.order_id
    join companies_contract c on c.id = l.contract_id
    where l.product_id = of_product and l.ordered > l.reserved + l.shipped + l.cancelled and c.is_active
        and ({moment}, l.id) < (placed, of_line)
$$;
create or replace function orders_before_in_queue(of_product bigint, placed timestamptz, of_line bigint) returns numeric
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(sum(l.ordered - l.reserved - l.shipped - l.cancelled), 0)
    from orders_line l
    join orders_order o on o.id = l.order_id
    join companies_contract c on c.id = l.contract_id
    where l.product_id = of_product and l.ordered > l.reserved + l.shipped + l.cancelled and c.is_active
        and ({moment}, l.id) < (placed, of_line)
$$;
"""
PLACES = _PLACES.format(moment="coalesce(l.queued_at, o.placed_at)")
PLACES_BEFORE = _PLACES.format(moment="o.placed_at")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("orders", "0011_lines_that_wait"),
        ("stock", "0008_what_is_free"),
    ]

    operations: ClassVar = [
        migrations.AddField("line", "queued_at", models.DateTimeField(null=True)),
        migrations.RunSQL(PLACES, PLACES_BEFORE),
        migrations.RunSQL(WANTS, NO_WANTS),
        migrations.RunSQL(SPOKEN_FOR, "drop function orders_spoken_for"),
    ]
