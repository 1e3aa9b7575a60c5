-- Our entities with the day through which all their contracts are closed.
select s.id, s.name, (
    select c.until from credit_closing c
    where c.contract_id is null and c.seller_id = s.id
    order by c.id desc
    limit 1
) as until
from companies_seller s
order by s.name, s.id
