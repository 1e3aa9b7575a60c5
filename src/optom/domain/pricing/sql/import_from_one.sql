-- Of goods that are not sold by less than one, "from 1 on" is the price itself, where the list has no other.
update resolved_prices r
set from_quantity = 0
from catalog_product p
where r.from_quantity = 1 and p.id = r.product_id and p.multiple >= 1
    and not exists (
        select from resolved_prices n
        where n.product_id = r.product_id and n.column_id = r.column_id and n.from_quantity = 0
    )
