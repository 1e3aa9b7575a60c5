-- Rows that can't be taken.
select product, origin, warehouse, quantity, expected_on, coalesce(received + held, 0) as promised, wrong as code
from resolved_arrivals
where wrong is not null
order by seq
