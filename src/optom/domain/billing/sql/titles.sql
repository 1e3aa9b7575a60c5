-- The buyer's titles of the UPD of a shipment, the last first.
select t.id, t.file_id, t.outcome, t.accepted_on, t.says, t.discrepancy_paper, t.taken_by, t.at, a.name as by,
    t.was_accepted_at
from billing_buyertitle t
join billing_upd u on u.id = t.upd_id
left join accounts_user a on a.id = t.by_id
where u.shipment_id = %(shipment)s
order by t.id desc
