select c.loaded_at
from shipping_carriage c
where c.warehouse_id = %(warehouse)s and c.loaded_at <> ''
order by c.id desc
limit 1
