-- A page sorted by what the contract pays: the classes, each in the order of its column's prices, merged. The largest class
-- goes first: beyond its last price on the page nothing of another class is needed. Where few prices of a column lie
-- before that, the class is walked up to there.
with head as materialized {head},
bound as materialized (
    select case when count(*) >= %(start)s + %(count)s then {worst}(price) end as price from head
){nears}
select id from (
select * from head
{others}
) x
order by price {direction}, base {direction}, id {direction}
offset %(start)s limit %(count)s
