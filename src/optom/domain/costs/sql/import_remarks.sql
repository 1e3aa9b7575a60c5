-- Rows that can't be taken as they stand.
select product, origin, wrong as code
from resolved_told
where wrong is not null
order by seq
