-- Money paid ahead is taxed at the common rate of the day, which is the highest one, by the seller's regime.
select companies_vat((select vat from companies_seller where id = %(seller)s), max(percent))
from (
    select distinct on (tax_class_id) percent
    from catalog_taxrate
    where valid_from <= %(on)s
    order by tax_class_id, valid_from desc
) rate
