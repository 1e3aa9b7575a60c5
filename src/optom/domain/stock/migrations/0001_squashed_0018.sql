-- From which warehouses a contract may take goods: the one place that says so.
create function stock_warehouses(of_contract bigint) returns setof bigint language sql stable as $$
    select w.id from stock_warehouse w
    where w.is_active
        and (not exists (select from stock_contractwarehouse c where c.contract_id = of_contract)
            or exists (
                select from stock_contractwarehouse c where c.contract_id = of_contract and c.warehouse_id = w.id))
$$;
grant execute on function stock_warehouses to optom_buyer, optom_staff;

-- Since when the ledgers know: a house that worked before it had them has that moment here. This one has no such past.
create function stock_recorded_since() returns timestamptz language sql immutable as $$ select NULL::timestamptz $$;
grant execute on function stock_recorded_since to optom_buyer, optom_staff;

-- What is free of some products, wherever: one function for who gives out goods and for who asks what is left of them.
create function stock_free(of_products bigint[])
    returns table (product bigint, warehouse bigint, arrival bigint, expected_on date, free numeric)
    language sql stable as $$
    select b.product_id, b.warehouse_id, null::bigint, null::date, b.on_hand - b.held
    from stock_balance b
    where b.product_id = any(of_products) and b.on_hand > b.held
    union all
    select a.product_id, a.warehouse_id, a.id, a.expected_on, a.quantity - a.received - a.held
    from stock_arrival a
    where a.product_id = any(of_products) and a.received < a.quantity and a.quantity - a.received > a.held
$$;

-- From which warehouses a contract took goods at any moment: ledgers of what has changed (ADR 0026).
-- As ``stock_warehouses``, at a moment. What has no rows has always been as it is.
create function stock_warehouses_then(of_contract bigint, moment timestamptz) returns setof bigint language sql stable as $$
    with named as materialized (
        select coalesce(
            (select c.warehouses from stock_contractwarehouseschange c
             where c.contract_id = of_contract and (c.at is null or c.at <= moment)
             order by c.at desc nulls last, c.id desc limit 1),
            array(select c.warehouse_id from stock_contractwarehouse c where c.contract_id = of_contract)) as ids
    )
    select w.id from stock_warehouse w cross join named n
    where (cardinality(n.ids) = 0 or w.id = any(n.ids))
        and coalesce(
            (select c.is_active from stock_warehousechange c
             where c.warehouse_id = w.id and (c.at is null or c.at <= moment)
             order by c.at desc nulls last, c.id desc limit 1),
            w.is_active)
$$;
grant execute on function stock_warehouses_then to optom_buyer, optom_staff;

-- What has changed since a moment, as sums: the moves behind them are not a buyer's to see. The role of the request
-- outlives the switch to the definer: of somebody else's contract a buyer is told nothing.
create function stock_since(of_contract bigint, of_products bigint[], moment timestamptz)
    returns table (product_id bigint, warehouse_id bigint, arrival_id bigint, on_hand numeric, held numeric)
    language sql stable security definer set search_path = public, pg_temp as $$
    with places as materialized (
        select stock_warehouses_then(of_contract, moment) as id
        where current_setting('role') <> 'optom_buyer' or of_contract in (select companies_my_contracts())
    )
    select product_id, warehouse_id, arrival_id, sum(on_hand), sum(held)
    from (
        select m.product_id, m.warehouse_id, null::bigint as arrival_id, m.quantity as on_hand, 0::numeric as held
        from stock_move m where m.product_id = any(of_products) and m.at > moment
        union all
        select h.product_id, h.warehouse_id, h.arrival_id, 0, h.quantity
        from stock_holdmove h where h.product_id = any(of_products) and h.at > moment
    ) changes
    where warehouse_id in (select id from places)
    group by product_id, warehouse_id, arrival_id
$$;
revoke all on function stock_since from public;
grant execute on function stock_since to optom_buyer, optom_staff;

-- Since when the ledgers know: a house that worked before it had them has that moment here. This one has no such past.
create function stock_terms_recorded_since() returns timestamptz language sql immutable as $$ select NULL::timestamptz $$;
grant execute on function stock_terms_recorded_since to optom_buyer, optom_staff;

-- What suppliers have ready, so far as it may be promised, and what is promised of it (ADR 0060).
-- What may be promised to a contract, by its terms: the one place that says so. The planner unfolds it into the asking
-- statement; where the terms do not say so, nothing is looked at.
create function stock_supplies(of_contract bigint, of_products bigint[], at timestamptz)
    returns table (supply bigint, product bigint, warehouse bigint, free numeric, route bigint, lead_days int, cut_off time,
        takes_on smallint[], closed_on date[], late_days int, receipt_days int) language sql stable as $$
    select s.id as supply, s.product_id as product, r.warehouse_id as warehouse, s.quantity - s.taken as free,
        s.route_id as route, s.lead_days::int, r.cut_off, r.takes_on, r.closed_on, r.late_days::int, r.receipt_days::int
    from stock_supply s
    join stock_supplyroute r on r.id = s.route_id
    where s.product_id = any(of_products) and s.taken < s.quantity and r.fresh_until > at
        and r.warehouse_id in (select stock_warehouses(of_contract))
        and exists (
            select from companies_terms t
            where t.contract_id = of_contract and t.from_suppliers
                and t.valid_from <= at and (t.valid_to is null or t.valid_to > at)
        )
$$;
grant execute on function stock_supplies to optom_buyer, optom_staff;

-- A promise of a supply for a day is a hold of the arrival of that day. It is made empty; who holds of it makes it larger.
create function stock_supply_arrivals(supplies bigint[], days date[])
    returns table (supply bigint, expected_on date, arrival bigint)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    insert into stock_arrival (supply_id, product_id, warehouse_id, expected_on, quantity, received, held)
    select s.id, s.product_id, r.warehouse_id, u.day, 0, 0, 0
    from unnest(supplies, days) as u(supply, day)
    join stock_supply s on s.id = u.supply
    join stock_supplyroute r on r.id = s.route_id
    on conflict (supply_id, expected_on) do nothing;
    return query
    select a.supply_id, a.expected_on, a.id
    from unnest(supplies, days) as u(supply, day)
    join stock_arrival a on a.supply_id = u.supply and a.expected_on = u.day;
end
$$;
revoke all on function stock_supply_arrivals from public;
grant execute on function stock_supply_arrivals to optom_buyer, optom_staff;

-- What is held of a supply's arrivals, what comes by them and what is taken of the supply are one figure, whoever holds or
-- gives back; more than there is, is refused by stock_supply_not_oversold.
create function stock_take_of_supply() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    new.quantity := new.held;
    update stock_supply set taken = taken + new.held - old.held where id = new.supply_id;
    return new;
end
$$;
create trigger stock_arrival_of_supply before update of held on stock_arrival for each row
    when (new.supply_id is not null and new.held is distinct from old.held) execute function stock_take_of_supply();

-- A buyer's request locks supplies of his own contracts alone, and of what his lines hold (ADR 0060).
-- The same, locked: a buyer's request may not write supplies, so it could not lock them by itself.
create function stock_lock_supplies(of_contract bigint, of_products bigint[], at timestamptz)
    returns table (supply bigint, product bigint, warehouse bigint, free numeric, route bigint, lead_days int, cut_off time,
        takes_on smallint[], closed_on date[], late_days int, receipt_days int)
    language sql volatile security definer set search_path = public, pg_temp as $$
    select s.id as supply, s.product_id as product, r.warehouse_id as warehouse, s.quantity - s.taken as free,
        s.route_id as route, s.lead_days::int, r.cut_off, r.takes_on, r.closed_on, r.late_days::int, r.receipt_days::int
    from stock_supply s
    join stock_supplyroute r on r.id = s.route_id
    where s.product_id = any(of_products) and s.taken < s.quantity and r.fresh_until > at
        and r.warehouse_id in (select stock_warehouses(of_contract))
        and (current_setting('role') <> 'optom_buyer' or of_contract in (select companies_my_contracts()))
        and exists (
            select from companies_terms t
            where t.contract_id = of_contract and t.from_suppliers
                and t.valid_from <= at and (t.valid_to is null or t.valid_to > at)
        )
    order by s.id for update of s
$$;
revoke all on function stock_lock_supplies from public;
grant execute on function stock_lock_supplies to optom_buyer, optom_staff;

-- The supplies behind what lines hold, locked by their numbers, before the arrivals by which they are held.
create function stock_lock_supplies_held(of_owners bigint[]) returns setof bigint
    language sql volatile security definer set search_path = public, pg_temp as $$
    select s.id
    from stock_supply s
    where s.id in (
        select a.supply_id from stock_hold h join stock_arrival a on a.id = h.arrival_id
        where h.owner = any(of_owners) and a.supply_id is not null
            and (current_setting('role') <> 'optom_buyer' or h.contract_id in (select companies_my_contracts()))
    )
    order by s.id for update
$$;
revoke all on function stock_lock_supplies_held from public;
grant execute on function stock_lock_supplies_held to optom_buyer, optom_staff;

-- From whom and by which paper goods come is the firm's own.
grant select (id, expected_on, quantity, received, held, product_id, warehouse_id, supply_id), update (held) on
    stock_arrival to optom_buyer;
grant select (id, fresh_until, cut_off, takes_on, closed_on, late_days, receipt_days, warehouse_id) on
    stock_supplyroute to optom_buyer;
grant select (id, lead_days, quantity, taken, product_id, route_id) on stock_supply to optom_buyer;
grant update (held) on stock_balance to optom_buyer;
-- Where a batch comes from never changes: the staff may only take of it.
grant update (remains) on stock_batch to optom_staff;
