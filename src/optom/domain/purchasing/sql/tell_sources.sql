-- The offers of the products that were touched, of suppliers whose goods may be promised or have been.
insert into told_source (source)
select o.id
from suppliers_offer o
join touched_product t on t.product_id = o.product_id
join purchasing_supplying s on s.supplier_id = o.supplier_id
union
select y.source
from stock_supply y
join touched_product t on t.product_id = y.product_id
union
select y.source
from stock_supply y
where y.source = any(%(offers)s::bigint[])
