-- Units that are new, pieces among them; a unit that had no code takes the one that comes.
insert into catalog_unit as u (name, okei)
select distinct on (unit) unit, okei
from (
    select unit, okei from staged_products where unit is not null
    union all
    select 'шт', '796' where exists (select from staged_products where unit is null and not is_patch)
) n
order by unit, okei desc
on conflict (name) do update set okei = excluded.okei where u.okei = '' and excluded.okei <> ''
