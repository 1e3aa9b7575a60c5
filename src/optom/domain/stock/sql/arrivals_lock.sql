-- Arrivals that rows may mean, locked in the order of their numbers.
select a.id
from stock_arrival a
where a.supply_id is null and exists (
    select from resolved_arrivals r
    where r.wrong is null and r.product_id = a.product_id and r.warehouse_id = a.warehouse_id
        and r.reference = a.reference and (r.reference <> '' or r.expected_on = a.expected_on)
)
order by a.id
for update of a
