-- Held goods go from owner to owner without being free in between: what stands and what comes is held as before.
-- What is asked for stays, as in release.
with handed as (
    select * from unnest(%(holds)s::bigint[], %(owners)s::bigint[], %(quantities)s::numeric[]) as m(id, owner, quantity)
),
reduced as (
    update stock_hold h set quantity = h.quantity - m.quantity
    from handed m where h.id = m.id and (h.quantity > m.quantity or h.asked > 0)
),
emptied as (
    delete from stock_hold h using handed m where h.id = m.id and h.quantity = m.quantity and h.asked = 0
),
parts as (
    select h.owner as giver, h.contract_id as of_contract, m.owner, h.product_id, h.warehouse_id, h.arrival_id, m.quantity
    from handed m join stock_hold h on h.id = m.id
),
kept as (
    insert into stock_hold (owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select owner, %(contract)s, product_id, warehouse_id, arrival_id, quantity from parts
    on conflict (owner, warehouse_id, arrival_id) do update set quantity = stock_hold.quantity + excluded.quantity
)
insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
select %(at)s, giver, of_contract, product_id, warehouse_id, arrival_id, -quantity from parts
union all
select %(at)s, owner, %(contract)s, product_id, warehouse_id, arrival_id, quantity from parts
