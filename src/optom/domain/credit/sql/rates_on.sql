-- What one unit of each currency costs on a day; null where no rate stands then.
select currency, credit_rate_of(currency, %(day)s) as rate
from (select distinct currency from credit_rate) c
order by currency
