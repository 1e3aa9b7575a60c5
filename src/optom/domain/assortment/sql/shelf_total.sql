-- How many products the contract sees under the filters of group and brand.
select coalesce(sum(s.products), 0)::bigint as products
from catalog_shelf s
where {shelf}
