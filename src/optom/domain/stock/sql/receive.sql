-- An arrival has come in: what was promised from it is now held on hand, the rest is free. The
-- arrival is locked: this happens after what was written of it last, also where the clock was read before a lock that had
-- to be waited for.
with moment as (
    select greatest(%(at)s, max(c.at)) as at from stock_arrivalchange c where c.arrival_id = %(arrival)s
),
arrived as (
    update stock_arrival a set received = a.quantity, held = 0
    where a.id = %(arrival)s and a.received < a.quantity
    returning a.id, a.product_id, a.warehouse_id, a.expected_on, %(quantity)s::numeric as came,
        (select at from moment) as at
),
moved as (
    insert into stock_move (at, product_id, warehouse_id, quantity, kind, subject)
    select at, product_id, warehouse_id, came, 'receipt', 'arrival:' || id from arrived where came > 0
),
known as (
    insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
    select at, id, 'received', expected_on, 0 from arrived
),
promised as (
    delete from stock_hold h using arrived where h.arrival_id = arrived.id
    returning h.owner, h.contract_id, h.product_id, h.warehouse_id, h.arrival_id, h.quantity, arrived.at
),
written as (
    insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select at, owner, contract_id, product_id, warehouse_id, arrival_id, -quantity from promised
    union all
    select at, owner, contract_id, product_id, warehouse_id, null, quantity from promised
),
kept as (
    insert into stock_hold (owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select owner, contract_id, product_id, warehouse_id, null, quantity from promised
    order by owner -- as they are asked for (ask): neither waits for the other in a circle
    on conflict (owner, warehouse_id, arrival_id) do update set quantity = stock_hold.quantity + excluded.quantity
)
insert into stock_balance (product_id, warehouse_id, on_hand, held)
select product_id, warehouse_id, came, (select coalesce(sum(quantity), 0) from promised) from arrived
on conflict (product_id, warehouse_id) do update
    set on_hand = stock_balance.on_hand + excluded.on_hand, held = stock_balance.held + excluded.held
