-- Goods leave: holds, what is held and what is on hand go down together, and the ledgers say why.
with taken as (
    select * from unnest(%(holds)s::bigint[], %(quantities)s::numeric[]) as t(id, quantity)
),
reduced as (
    update stock_hold h set quantity = h.quantity - t.quantity
    from taken t where h.id = t.id and h.quantity > t.quantity
    returning h.owner, h.contract_id, h.product_id, h.warehouse_id, t.quantity
),
emptied as (
    delete from stock_hold h using taken t where h.id = t.id and h.quantity = t.quantity
    returning h.owner, h.contract_id, h.product_id, h.warehouse_id, t.quantity
),
given as (select * from reduced union all select * from emptied),
written as (
    insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select %(at)s, owner, contract_id, product_id, warehouse_id, null, -quantity from given
),
gone as (select product_id, warehouse_id, sum(quantity) as quantity from given group by product_id, warehouse_id),
balances as (
    update stock_balance b set held = b.held - g.quantity, on_hand = b.on_hand - g.quantity
    from gone g where b.product_id = g.product_id and b.warehouse_id = g.warehouse_id
)
insert into stock_move (at, product_id, warehouse_id, quantity, kind, subject)
select %(at)s, product_id, warehouse_id, -quantity, 'dispatch', %(subject)s from gone
