-- Known variants of the products that come follow them; where all offers came and theirs is missing, they are hidden.
insert into staged_products (
    seq, external_id, variant_of, name_suffix, attributes_add, has_packs, has_barcodes, has_crosses, is_active,
    is_patch, is_offered, origin, is_implied
)
select
    coalesce((select min(seq) from staged_products), 0) - row_number() over (order by p.external_id),
    p.external_id, s.external_id, '', false, false, false, false,
    p.is_active and not %(offers_complete)s,
    true, false, '', true
from catalog_product p
join staged_products s on s.external_id = split_part(p.external_id, '#', 1)
where strpos(p.external_id, '#') > 0
    and not exists (select from staged_products v where v.external_id = p.external_id)
