select p.id
from {shelves}
cross join lateral (
    select x.id, x.group_id, x.brand_id from catalog_product x where x.is_active and x.group_id = shelf.g and x.brand_id = shelf.b
    offset 0) p
where {stocked} and {unfixed} and {unbroken}
    and (select true from pricing_columnprice c where c.column_id = {column} and c.product_id = p.id) is not true
