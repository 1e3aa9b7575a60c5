-- What was agreed to have been otherwise with a shipment, the first first.
select k.id, k.shipment_id as shipment, k.paper_id as paper, k.number, k.agreed_on, k.at, u.name as by, k.reason, k.sum, k.vat,
    (select count(*) from billing_correctionline l where l.correction_id = k.id) as lines
from billing_correction k
left join accounts_user u on u.id = k.by_id
where k.shipment_id = %(shipment)s
order by k.id
