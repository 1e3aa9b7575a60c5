-- What somebody waits for, what is kept and what sells; of these products where some are named.
insert into measured_product
select product_id from unnest(%(products)s::bigint[]) as product_id
union
select l.product_id from orders_line l
where %(products)s::bigint[] is null and l.ordered > l.reserved + l.shipped + l.cancelled
union
select product_id from stock_arrival where %(products)s::bigint[] is null and supply_id is not null and held > 0
union
select product_id from purchasing_minimum where %(products)s::bigint[] is null
union
select product_id from costs_demand where %(products)s::bigint[] is null and sold_90 > 0
