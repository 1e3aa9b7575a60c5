-- What is counted away was of no batch, and where more is missing, of the oldest.
with short as (
    select s.product_id, s.warehouse_id, sum(s.remains) - b.on_hand as missing
    from stock_batch s
    join stock_balance b on b.product_id = s.product_id and b.warehouse_id = s.warehouse_id
    where s.remains > 0 and exists (
        select from resolved_balances r where r.product_id = s.product_id and r.warehouse_id = s.warehouse_id
    )
    group by s.product_id, s.warehouse_id, b.on_hand
    having sum(s.remains) > b.on_hand
),
standing as (
    select s.id, s.remains, h.missing,
        sum(s.remains) over (partition by s.product_id, s.warehouse_id order by s.at, s.id) - s.remains as before
    from short h
    join stock_batch s on s.product_id = h.product_id and s.warehouse_id = h.warehouse_id and s.remains > 0
),
lost as (
    select id, least(remains, missing - before) as quantity from standing where before < missing
),
less as (
    update stock_batch b set remains = b.remains - l.quantity from lost l where b.id = l.id
)
insert into stock_batchmove (at, batch_id, quantity, owner, subject)
select %(at)s, id, -quantity, null, %(subject)s from lost
