-- So much leaves of the batches that the picker has named: where each is of these goods in this warehouse and has as much.
with named as (
    select * from unnest(%(owners)s::bigint[], %(products)s::bigint[], %(batches)s::bigint[], %(quantities)s::numeric[])
        as n(owner, product_id, batch, quantity)
),
less as (
    update stock_batch b set remains = b.remains - n.quantity
    from (select product_id, batch, sum(quantity) as quantity from named group by 1, 2) n
    where b.id = n.batch and b.product_id = n.product_id and b.warehouse_id = %(warehouse)s and b.remains >= n.quantity
    returning b.id
)
insert into stock_batchmove (at, batch_id, quantity, owner, subject)
select %(at)s, batch, -quantity, owner, %(subject)s from named where batch in (select id from less)
