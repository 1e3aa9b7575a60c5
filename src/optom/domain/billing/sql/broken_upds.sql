-- An UPD says what left, what its lines make of it, and what the ledger is owed for it.
select u.shipment_id as shipment, u.sum, u.vat, l.sum as line_sum, l.vat as line_vat, l.counted_vat,
    e.amount as entry, u.number, p.number as paper_number
from billing_upd u
join documents_paper p on p.id = u.paper_id
join companies_contract c on c.id = u.contract_id
join lateral (
    select sum(d.sum) as sum, sum(d.vat) as vat,
        sum(coalesce(round(d.sum * d.vat_percent / (100 + d.vat_percent), 2), 0)) as counted_vat
    from shipping_shipmentline d
    where d.shipment_id = u.shipment_id
) l on true
left join credit_entry e on e.contract_id = c.id and e.kind = 'dispatch'
    and e.subject = 'shipping.shipment:' || u.shipment_id
where u.sum <> l.sum or u.vat <> l.vat or l.vat <> l.counted_vat or u.sum is distinct from e.amount
    or u.number <> p.number
order by 1
