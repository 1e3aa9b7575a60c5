-- Orders that are wanted together and of which all is there now, seen for the first time.
select o.id, o.contract_id as contract
from orders_order o
where o.together_on is not null and o.whole_at is null and not orders_lacks(o.id)
order by o.contract_id, o.id
limit %(limit)s
