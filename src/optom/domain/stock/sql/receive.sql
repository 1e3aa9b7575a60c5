-- An arrival has come in, whole or in part: as much of what was promised from it is now held on hand, the oldest promise
-- first; the rest is free. What came is a batch. The arrival is locked: this happens after what was written of it last, also where the clock was
-- read before a lock that had to be waited for.
with moment as (
    select greatest(%(at)s, max(c.at)) as at from stock_arrivalchange c where c.arrival_id = %(arrival)s
),
promised as (
    select h.*, least(h.quantity, %(quantity)s::numeric - sum(h.quantity) over (order by h.id) + h.quantity) as comes
    from stock_hold h
    where h.arrival_id = %(arrival)s
),
given as (
    select * from promised where comes > 0
),
arrived as (
    update stock_arrival a
    set received = case when %(is_whole)s then a.quantity else a.received + %(quantity)s end,
        held = a.held - (select coalesce(sum(comes), 0) from given)
    where a.id = %(arrival)s and a.received < a.quantity
    returning a.id, a.product_id, a.warehouse_id, a.expected_on, a.quantity - a.received as open,
        %(quantity)s::numeric as came, (select at from moment) as at
),
moved as (
    insert into stock_move (at, product_id, warehouse_id, quantity, kind, subject)
    select at, product_id, warehouse_id, came, 'receipt', 'arrival:' || id from arrived where came > 0
),
batched as (
    insert into stock_batch (at, product_id, warehouse_id, arrival_id, quantity, remains, country, declaration, rnpt,
        trace_unit_id, trace_quantity, trace_cost)
    select at, product_id, warehouse_id, id, came, came, %(country)s, %(declaration)s, %(rnpt)s, %(trace_unit)s,
        %(trace_quantity)s, %(trace_cost)s
    from arrived where came > 0
),
known as (
    insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
    select at, id, 'received', expected_on, open from arrived
),
emptied as (
    delete from stock_hold h using given g where h.id = g.id and g.comes = g.quantity
),
reduced as (
    update stock_hold h set quantity = h.quantity - g.comes from given g where h.id = g.id and g.comes < g.quantity
),
written as (
    insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select a.at, g.owner, g.contract_id, g.product_id, g.warehouse_id, g.arrival_id, -g.comes from given g, arrived a
    union all
    select a.at, g.owner, g.contract_id, g.product_id, g.warehouse_id, null, g.comes from given g, arrived a
),
kept as (
    insert into stock_hold (owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select owner, contract_id, product_id, warehouse_id, null, comes from given
    order by owner -- as they are asked for (ask): neither waits for the other in a circle
    on conflict (owner, warehouse_id, arrival_id) do update set quantity = stock_hold.quantity + excluded.quantity
)
insert into stock_balance (product_id, warehouse_id, on_hand, held)
select product_id, warehouse_id, came, (select coalesce(sum(comes), 0) from given) from arrived
on conflict (product_id, warehouse_id) do update
    set on_hand = stock_balance.on_hand + excluded.on_hand, held = stock_balance.held + excluded.held
