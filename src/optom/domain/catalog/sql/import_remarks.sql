-- What was not taken as it stood, row by row.
select 'product' as what, external_id, fate as code, '' as named, origin, seq
from resolved_products where fate is not null
union all
select 'product', external_id, 'catalog.unknown_group', group_key, origin, seq
from resolved_products where fate is null and is_group_unknown and not is_implied
union all
select 'product', external_id, 'catalog.unknown_tax_class', tax_class, origin, seq
from resolved_products where fate is null and is_tax_unknown and not is_implied
order by seq, code
