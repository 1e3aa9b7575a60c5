-- Currencies of open contracts for which no rate stands on a day, with the last one before it.
select k.currency, (
        select max(r."on") from credit_rate r where r.currency = k.currency and r."on" <= %(today)s
    ) as last_on, count(*) as contracts
from companies_contract k
where k.currency <> 'RUB' and k.is_active
group by 1
having credit_rate_of(k.currency, %(today)s) is null
order by 1
