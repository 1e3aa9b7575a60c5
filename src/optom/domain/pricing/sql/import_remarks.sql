-- Prices that can't be taken.
select product, column_key, currency, origin, from_quantity, amount, wrong as code
from resolved_prices
where wrong is not null
order by product, column_key, from_quantity
