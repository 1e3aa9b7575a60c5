-- Goods leave, and some of what was asked for is given back: holds, what is held and what is on hand go down together, and
-- the ledgers say why. A hold of which others have asked for something does not go away, as in release.
with taken as (
    select * from unnest(%(holds)s::bigint[], %(asked)s::numeric[], %(leaves)s::numeric[], %(back)s::numeric[])
        as t(id, asked, leaves, back)
),
reduced as (
    update stock_hold h set quantity = h.quantity - t.leaves - t.back, asked = greatest(h.asked - t.asked, 0)
    from taken t where h.id = t.id and (h.quantity > t.leaves + t.back or h.asked > t.asked)
    returning h.owner, h.contract_id, h.product_id, h.warehouse_id, t.leaves, t.back
),
emptied as (
    delete from stock_hold h using taken t
    where h.id = t.id and h.quantity = t.leaves + t.back and h.asked <= t.asked
    returning h.owner, h.contract_id, h.product_id, h.warehouse_id, t.leaves, t.back
),
given as (select * from reduced union all select * from emptied),
written as (
    insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select %(at)s, owner, contract_id, product_id, warehouse_id, null, -leaves - back from given where leaves + back > 0
),
gone as (
    select product_id, warehouse_id, sum(leaves) as leaves, sum(back) as back from given group by product_id, warehouse_id
),
balances as (
    update stock_balance b set held = b.held - g.leaves - g.back, on_hand = b.on_hand - g.leaves
    from gone g where b.product_id = g.product_id and b.warehouse_id = g.warehouse_id
)
insert into stock_move (at, product_id, warehouse_id, quantity, kind, subject)
select %(at)s, product_id, warehouse_id, -leaves, 'dispatch', %(subject)s from gone where leaves > 0
