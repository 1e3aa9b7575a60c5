-- Shipments of which buyers have said that something is not as it should be, with how much of that waits for an answer;
-- among them those of which only a title says so, and nobody has counted yet.
select s.id, s.contract_id as contract, s.company_id as company, c.name as company_name, k.number as contract_number,
    w.name as warehouse_name, s.dispatched_at, x.told_at, x.told, x.waiting, s.shipped_sum as sum, k.currency,
    u.number as upd_number,
    case when x.told = 0 then 'uncounted' when x.waiting > 0 then 'waiting' else 'answered' end as state
from (
    select d.shipment_id, min(d.at) as told_at, count(*) as told,
        count(*) filter (where a.discrepancy_id is null) as waiting
    from shipping_discrepancy d
    left join billing_claimanswer a on a.discrepancy_id = d.id
    group by 1
    union all
    select v.shipment_id, max(t.at), 0, 0
    from billing_buyertitle t
    join billing_upd v on v.id = t.upd_id
    where t.outcome <> '1'
        and not exists (select from billing_buyertitle n where n.upd_id = t.upd_id and n.id > t.id)
        and not exists (select from shipping_discrepancy d where d.shipment_id = v.shipment_id)
        and not exists (select from shipping_shipment p where p.id = v.shipment_id and p.accepted_at >= t.at)
        and not exists (select from billing_correction m where m.shipment_id = v.shipment_id and m.at >= t.at)
    group by 1
) x
join shipping_shipment s on s.id = x.shipment_id
left join companies_company c on c.id = s.company_id
left join companies_contract k on k.id = s.contract_id
left join stock_warehouse w on w.id = s.warehouse_id
left join billing_upd u on u.shipment_id = s.id
