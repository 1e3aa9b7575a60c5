-- What is committed is what is asked for and has neither left nor been taken back.
select a.contract_id as contract, coalesce(s.total, 0) as expected, a.committed as found
from credit_account a
left join (
    select contract_id, sum(sum) as total from shipping_shipment where state in ('requested', 'picking') group by 1
) s on s.contract_id = a.contract_id
where a.committed <> coalesce(s.total, 0)
order by 1
