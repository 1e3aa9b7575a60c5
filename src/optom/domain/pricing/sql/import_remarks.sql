-- Prices that can't be taken; what could not be read was told before.
select product, column_key, currency, origin, from_quantity, amount, wrong as code
from resolved_prices
where wrong <> 'pricing.unread'
order by product, column_key, from_quantity
