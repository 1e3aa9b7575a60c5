-- Shipments with something that waits for an answer, and those of which only a title says that something is wrong.
select (
    select count(distinct d.shipment_id)
    from shipping_discrepancy d
    where not exists (select from billing_claimanswer a where a.discrepancy_id = d.id)
) + (
    select count(distinct v.shipment_id)
    from billing_buyertitle t
    join billing_upd v on v.id = t.upd_id
    where t.outcome <> '1'
        and not exists (select from billing_buyertitle n where n.upd_id = t.upd_id and n.id > t.id)
        and not exists (select from shipping_discrepancy d where d.shipment_id = v.shipment_id)
        and not exists (select from shipping_shipment p where p.id = v.shipment_id and p.accepted_at >= t.at)
        and not exists (select from billing_correction m where m.shipment_id = v.shipment_id and m.at >= t.at)
)
