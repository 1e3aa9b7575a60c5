-- Lines that wait stand in a queue by product; lines are split, moved, replaced and say where they came from.
-- A line that is split or grows has another sum, and so may its order. A buyer's request can't write sums: it can ask for
-- a line of another size at the price that it has, and for a total that its lines add up to.
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
grant execute on function orders_resize to optom_buyer, optom_staff;

-- Who comes gets what those who wait don't want; a line keeps its own moment in the queue where it has one.
-- How many stand before a line, and how much they wait for: counts alone, for the queue is made of others' lines,
-- which a buyer's request does not see.
create function orders_place_in_queue(of_product bigint, placed timestamptz, of_line bigint) returns bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) + 1
    from orders_line l
    join orders_order o on o.id = l.order_id
    join companies_contract c on c.id = l.contract_id
    where l.product_id = of_product and l.ordered > l.reserved + l.shipped + l.cancelled and c.is_active
        and (coalesce(l.queued_at, o.placed_at), l.id) < (placed, of_line)
$$;
grant execute on function orders_place_in_queue to optom_buyer, optom_staff;

create function orders_before_in_queue(of_product bigint, placed timestamptz, of_line bigint) returns numeric
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(sum(l.ordered - l.reserved - l.shipped - l.cancelled), 0)
    from orders_line l
    join orders_order o on o.id = l.order_id
    join companies_contract c on c.id = l.contract_id
    where l.product_id = of_product and l.ordered > l.reserved + l.shipped + l.cancelled and c.is_active
        and (coalesce(l.queued_at, o.placed_at), l.id) < (placed, of_line)
$$;
grant execute on function orders_before_in_queue to optom_buyer, optom_staff;

-- What a line that waits may get by what its contract may still hold (``room``): all, or as many packs as fit.
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

-- What of the goods that are free now goes to those who wait for them, by source. A count: whose lines they are is not
-- told, for a buyer's request does not see them. Lines that may take nothing of what there is are left out, and what a
-- contract may do is asked once a contract: of the rest each costs its place in the order, some microseconds. Each step
-- gives to the next line of every product at once, from what the step before has left; only there is asked how much that
-- line wants. It ends where nothing is left, or with the queue, where something is left that none of it wants. A limit is
-- asked of each line by itself: where two lines want the rest of one, both are kept goods until one is served.
-- PL/pgSQL, for hardly ever does anybody wait: the first look is all that most orders pay, and its plan is kept.
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

-- A line knows of which line it is a part, and an order that is wanted together since when it is whole (ADR 0065).
-- What of an order is not there yet: it waits, or is on its way. Of an order that is wanted together nothing runs out while
-- something lacks, nor before it was seen to be whole: its time runs from then.
create function orders_lacks(of_order bigint) returns boolean
    language sql stable as $$
    select exists (
        select from orders_line l
        where l.order_id = of_order and (
            l.ordered > l.reserved + l.shipped + l.cancelled
            or exists (select from stock_hold h where h.owner = l.id and h.arrival_id is not null))
    )
$$;
grant execute on function orders_lacks to optom_buyer, optom_staff;

create function orders_recount(of_order bigint) returns numeric
    language sql volatile security definer set search_path = public, pg_temp as $$
    update orders_order o set total = (select sum(l.sum) from orders_line l where l.order_id = o.id),
        whole_at = case when o.whole_at is not null and not orders_lacks(o.id) then o.whole_at end
    where o.id = of_order
    returning o.total
$$;
grant execute on function orders_recount to optom_buyer, optom_staff;

alter table orders_draft enable row level security;
create policy orders_draft_staff on orders_draft to optom_staff using (true) with check (true);
-- Drafts that only their author sees, and drafts that stay when they are ordered.
create policy orders_draft_buyer on orders_draft to optom_buyer
    using (company_id in (select companies_mine())
        and (not is_private or author_id = nullif(current_setting('optom.user_id', true), '')::bigint))
    with check (company_id in (select companies_mine()));

alter table orders_approval enable row level security;
-- Orders that a colleague approves: a draft waits for his word. What an order is charged to.
create policy orders_approval_staff on orders_approval to optom_staff using (true) with check (true);
create policy orders_approval_buyer on orders_approval for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy orders_approval_asked on orders_approval for insert to optom_buyer
    with check (company_id in (select companies_with('order'))
        and asked_by_id = nullif(current_setting('optom.user_id', true), '')::bigint);
-- Whoever asked may take the request back, whoever may approve says yes or no, an administrator may do either.
create policy orders_approval_answered on orders_approval for update to optom_buyer
    using (company_id in (select companies_mine())
        and (asked_by_id = nullif(current_setting('optom.user_id', true), '')::bigint
            or company_id in (select companies_with('approve'))
            or company_id in (select companies_with('administer'))));

-- A buyer's request moves quantities of his lines and their time; prices, sums and what left are not its to write.
grant update (reserved, requested, accepted, cancelled, reserved_until) on orders_line to optom_buyer;
grant update (state, decided_at, reason, decided_by_id, order_id) on orders_approval to optom_buyer;
grant update (together_on, whole_at) on orders_order to optom_buyer;
