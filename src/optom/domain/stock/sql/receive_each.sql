-- Arrivals have come in, as receive.sql tells of one: as much of what was promised from each is now held on hand, the oldest
-- promise first; the rest is free. What came is a batch of the origin that is known of the arrival. They are locked.
with came as (
    select u.arrival_id, u.quantity, u.is_whole, (
        select greatest(%(at)s, max(c.at)) from stock_arrivalchange c where c.arrival_id = u.arrival_id
    ) as at
    from unnest(%(arrivals)s::bigint[], %(quantities)s::numeric[], %(are_whole)s::boolean[]) as u (arrival_id, quantity, is_whole)
),
promised as (
    select h.*, c.at, least(h.quantity,
        c.quantity - sum(h.quantity) over (partition by h.arrival_id order by h.id) + h.quantity) as comes
    from stock_hold h
    join came c on c.arrival_id = h.arrival_id
),
given as (
    select * from promised where comes > 0
),
kept_of as (
    select arrival_id, sum(comes) as comes from given group by arrival_id
),
arrived as (
    update stock_arrival a
    set received = case when c.is_whole then a.quantity else a.received + c.quantity end, held = a.held - coalesce(k.comes, 0)
    from came c
    left join kept_of k on k.arrival_id = c.arrival_id
    where a.id = c.arrival_id and a.received < a.quantity
    returning a.id, a.product_id, a.warehouse_id, a.expected_on, a.quantity, a.quantity - a.received as open,
        c.quantity as came, coalesce(k.comes, 0) as comes, c.at, a.country, a.declaration, a.rnpt, a.trace_unit_id,
        a.trace_quantity, a.trace_cost
),
moved as (
    insert into stock_move (at, product_id, warehouse_id, quantity, kind, subject)
    select at, product_id, warehouse_id, came, 'receipt', 'arrival:' || id from arrived order by id
),
batched as (
    insert into stock_batch (at, product_id, warehouse_id, arrival_id, quantity, remains, country, declaration, rnpt,
        trace_unit_id, trace_quantity, trace_cost)
    select at, product_id, warehouse_id, id, came, came, country, declaration, rnpt, trace_unit_id,
        round(trace_quantity * came / quantity, 3), round(trace_cost * came / quantity, 2)
    from arrived order by id
),
known as (
    insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
    select at, id, 'received', expected_on, open from arrived order by id
),
emptied as (
    delete from stock_hold h using given g where h.id = g.id and g.comes = g.quantity
),
reduced as (
    update stock_hold h set quantity = h.quantity - g.comes from given g where h.id = g.id and g.comes < g.quantity
),
written as (
    insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select at, owner, contract_id, product_id, warehouse_id, arrival_id, -comes from given
    union all
    select at, owner, contract_id, product_id, warehouse_id, null, comes from given
),
kept as (
    insert into stock_hold (owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select owner, contract_id, product_id, warehouse_id, null, sum(comes) from given
    group by owner, contract_id, product_id, warehouse_id
    order by owner -- as they are asked for (ask): neither waits for the other in a circle
    on conflict (owner, warehouse_id, arrival_id) do update set quantity = stock_hold.quantity + excluded.quantity
)
insert into stock_balance (product_id, warehouse_id, on_hand, held)
select product_id, warehouse_id, sum(came), sum(comes) from arrived
group by product_id, warehouse_id
order by product_id, warehouse_id
on conflict (product_id, warehouse_id) do update
    set on_hand = stock_balance.on_hand + excluded.on_hand, held = stock_balance.held + excluded.held
