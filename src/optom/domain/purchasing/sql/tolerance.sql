-- Within what a confirmation of this order goes on by itself.
select coalesce(a.tolerance_percent, w.tolerance_percent) as percent, coalesce(a.tolerance_days, w.tolerance_days) as days
from purchasing_supplierorder o
join purchasing_weights w on w.id = 1
left join purchasing_agreement a on a.supplier_id = o.supplier_id
where o.id = %(order)s
