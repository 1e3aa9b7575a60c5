-- Nothing where this very file is known of its UPD. What the buyer has told to be wrong was not accepted whole.
insert into billing_buyertitle (
    upd_id, company_id, sha256, file_id, outcome, accepted_on, says, discrepancy_paper, taken_by, at, by_id,
    was_accepted_at
)
select %(upd)s, %(company)s, %(sha256)s, %(file_id)s, %(outcome)s, %(accepted_on)s, %(says)s, %(discrepancy_paper)s,
    %(taken_by)s, %(at)s, %(actor)s,
    case when not exists (select from shipping_discrepancy d where d.shipment_id = s.id) then s.accepted_at end
from billing_upd u
join shipping_shipment s on s.id = u.shipment_id
where u.id = %(upd)s
on conflict on constraint billing_buyertitle_once do nothing
returning id
