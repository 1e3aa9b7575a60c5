-- A page sorted by what the contract pays: the classes, each walked in the order of its column's prices, merged.
select id from ({classes}) x
order by price {direction}, base {direction}, id {direction}
offset %(start)s limit %(count)s
