-- The VAT of goods on a day, in per cent; goods that are sold without it are absent.
select p.id as product, r.percent
from catalog_product p
join (
    select distinct on (tax_class_id) tax_class_id, percent
    from catalog_taxrate
    where valid_from <= %(on)s::date
    order by tax_class_id, valid_from desc
) r on r.tax_class_id = p.tax_class_id
where p.id = any(%(products)s::bigint[]) and r.percent is not null
