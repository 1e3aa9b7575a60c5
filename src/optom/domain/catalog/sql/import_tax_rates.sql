-- Their rates by law, for classes that have none; rates that somebody has entered stand.
insert into catalog_taxrate (tax_class_id, valid_from, percent)
select c.id, r.valid_from, r.percent
from catalog_taxclass c
join (
    values
        ('standard', date '2004-01-01', 18), ('standard', date '2019-01-01', 20), ('standard', date '2026-01-01', 22),
        ('reduced', date '2004-01-01', 10), ('zero', date '2004-01-01', 0), ('none', date '2004-01-01', null)
) r (code, valid_from, percent) on r.code = c.code
where not exists (select from catalog_taxrate t where t.tax_class_id = c.id)
on conflict do nothing
