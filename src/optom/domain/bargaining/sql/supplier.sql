-- A supplier on the desk: how he keeps his word, what he offers best, what came of him in a year and is ordered.
with came as (
    select o.supplier_id, sum(m.quantity * l.landed) as worth
    from purchasing_supplierline l
    join purchasing_supplierorder o on o.id = l.order_id
    join stock_move m on m.product_id = l.product_id and m.kind = 'receipt' and m.subject = 'arrival:' || l.arrival_id
    where m.at >= %(since)s
    group by o.supplier_id
),
offered as (
    select count(distinct l.product_id) as offers, count(distinct l.product_id) filter (where not exists (
        select from purchasing_landed(%(day)s) k
        where k.product_id = l.product_id and (k.is_lacking, k.landed) < (l.is_lacking, l.landed)
    )) as best
    from purchasing_landed(%(day)s) l
    where l.supplier_id = %(supplier)s
)
select s.id, s.name, s.inn, coalesce(a.email, '') as email, s.is_candidate, k.percent as kept_percent,
    coalesce(k.lines, 0) as kept_of, f.offers, f.best,
    round(coalesce((select c.worth from came c where c.supplier_id = s.id), 0), 2) as received,
    round(coalesce((select sum(c.worth) from came c), 0), 2) as received_all,
    round(coalesce((
        select sum(l.quantity * l.landed)
        from purchasing_supplierorder o
        join purchasing_supplierline l on l.order_id = o.id
        where o.supplier_id = s.id and o.state in ('draft', 'sent')
    ), 0), 2) as open_orders
from suppliers_supplier s
cross join offered f
left join purchasing_agreement a on a.supplier_id = s.id
left join purchasing_reliability k on k.supplier_id = s.id
where s.id = %(supplier)s
