-- The new products have their keys now.
update resolved_products r
set id = p.id
from catalog_product p
where r.id is null and r.fate is null and p.external_id = r.external_id
