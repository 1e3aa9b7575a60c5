-- Of which batches goods have left: first what was of none, which was there before them, then the oldest. What stood in a
-- warehouse and what left of it are laid along one line; where they lie over each other, the owner has so much of the
-- batch. The balances are locked, and told already that the goods have gone.
with gone as (
    select owner, product_id, warehouse_id, sum(quantity) over goods as total,
        sum(quantity) over line - quantity as since, sum(quantity) over line as until
    from unnest(%(owners)s::bigint[], %(products)s::bigint[], %(warehouses)s::bigint[], %(quantities)s::numeric[])
        as t(owner, product_id, warehouse_id, quantity)
    where quantity > 0
    window goods as (partition by product_id, warehouse_id), line as (goods order by owner)
),
places as (
    select distinct g.product_id, g.warehouse_id, b.on_hand + g.total as stood
    from gone g
    join stock_balance b on b.product_id = g.product_id and b.warehouse_id = g.warehouse_id
),
standing as (
    select s.id, s.product_id, s.warehouse_id,
        p.stood - sum(s.remains) over goods + sum(s.remains) over age - s.remains as since,
        p.stood - sum(s.remains) over goods + sum(s.remains) over age as until
    from places p
    join stock_batch s on s.product_id = p.product_id and s.warehouse_id = p.warehouse_id and s.remains > 0
    window goods as (partition by s.product_id, s.warehouse_id), age as (goods order by s.at, s.id)
),
taken as (
    select s.id, g.owner, least(s.until, g.until) - greatest(s.since, g.since) as quantity
    from standing s
    join gone g on g.product_id = s.product_id and g.warehouse_id = s.warehouse_id
        and g.since < s.until and s.since < g.until
),
less as (
    update stock_batch b set remains = b.remains - t.quantity
    from (select id, sum(quantity) as quantity from taken group by id) t
    where b.id = t.id
)
insert into stock_batchmove (at, batch_id, quantity, owner, subject)
select %(at)s, id, -quantity, owner, %(subject)s from taken
