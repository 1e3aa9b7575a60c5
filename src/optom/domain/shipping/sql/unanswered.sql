select id from shipping_shipment
where accepted_at is null and accept_until < %(today)s
order by accept_until, id
limit %(limit)s
