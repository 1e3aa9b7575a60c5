-- Brands that are new, and the one of goods without any.
insert into catalog_brand (name, norm, sort_key)
select distinct on (brand_norm) brand, brand_norm, brand_sort_key
from (
    select seq, brand, brand_norm, brand_sort_key from staged_products where brand_norm is not null
    union all
    select -1, 'Без бренда', '', 'яяя'
    where exists (select from staged_products where brand_norm is null and not is_patch)
) b
order by brand_norm, seq
on conflict (norm) do nothing
