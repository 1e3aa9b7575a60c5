select s.id, s.contract_id as contract, s.company_id as company, c.name as company_name, s.warehouse_id as warehouse,
    w.name as warehouse_name, s.state, s.address_id as address, a.name as address_name, a.address as address_text,
    coalesce(a.consignee, '') as consignee, s.taker, s.authority_kind, s.authority_number, s.authority_until, s.wished_on,
    s.wished_from, s.wished_until, s.earliest_on, s.requested_at, u.name as requested_by, s.dispatched_at, s.sum,
    s.shipped_sum, s.papers, s.delivery_note_id as delivery_note, d.number as delivery_note_number, s.carrier, s.tracking_number,
    s.tracking_url, s.delivered_on, s.accept_until, s.accepted_at, b.name as accepted_by,
    case
        when s.state <> 'dispatched' then s.state
        when s.accepted_at is null and s.delivered_on is null then 'on_way'
        when s.accepted_at is null then 'delivered'
        when exists (select from shipping_discrepancy x where x.shipment_id = s.id) then 'disputed'
        else 'accepted'
    end as stage,
    (select count(*) from shipping_discrepancy x where x.shipment_id = s.id) as discrepancies,
    (select count(*) from shipping_shipmentline l where l.shipment_id = s.id) as lines,
    k.currency
from shipping_shipment s
left join companies_contract k on k.id = s.contract_id
left join companies_company c on c.id = s.company_id
left join stock_warehouse w on w.id = s.warehouse_id
left join companies_deliveryaddress a on a.id = s.address_id
left join documents_paper d on d.id = s.delivery_note_id
left join accounts_user u on u.id = s.requested_by_id
left join accounts_user b on b.id = s.accepted_by_id
