-- What open shipments ask for of lines for which money is kept, in its sum.
select l.order_line_id as line, sum(l.sum) as sum
from shipping_shipment s
join shipping_shipmentline l on l.shipment_id = s.id
where s.contract_id = any(%(contracts)s::bigint[]) and s.state in ('requested', 'picking')
    and exists (
        select from credit_earmark m where m.contract_id = s.contract_id and l.order_line_id = any(m.goods)
    )
group by 1
order by 1
