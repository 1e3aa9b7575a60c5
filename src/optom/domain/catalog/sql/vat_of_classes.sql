-- The VAT of each class of goods on a day, in per cent; null: sold without it.
select distinct on (tax_class_id) tax_class_id, percent
from catalog_taxrate
where valid_from <= %(on)s::date
order by tax_class_id, valid_from desc
