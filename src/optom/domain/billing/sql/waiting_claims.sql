select count(distinct d.shipment_id)
from shipping_discrepancy d
where not exists (select from billing_claimanswer a where a.discrepancy_id = d.id)
