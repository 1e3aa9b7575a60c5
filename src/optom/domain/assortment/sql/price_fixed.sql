(select p.id, f.amount as base, f.amount as price
from (
    select distinct on (f.product_id) f.product_id, f.amount from pricing_fixedprice f
    where f.contract_id = %(contract)s and f.valid_from <= %(at)s and (f.valid_to is null or f.valid_to > %(at)s)
    order by f.product_id, f.valid_from desc, f.id desc
) f join catalog_product p on p.id = f.product_id
where {seen})
