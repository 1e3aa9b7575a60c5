-- Where letters to suppliers go: as it was agreed, else as it was used last.
select distinct on (supplier_id) supplier_id, email
from (
    select supplier_id, email, 0 as place, 0::bigint as id from purchasing_agreement
    union all
    select supplier_id, email, 1, id from bargaining_invitation
) a
where email <> ''
order by supplier_id, place, id desc
