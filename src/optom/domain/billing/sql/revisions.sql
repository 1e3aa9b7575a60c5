-- The times that the UPD of a shipment was issued anew, the first first.
select r.number, r.paper_id as paper, r.revised_on, r.what, r.at, a.name as by
from billing_updrevision r
join billing_upd u on u.id = r.upd_id
left join accounts_user a on a.id = r.by_id
where u.shipment_id = %(shipment)s
order by r.number
