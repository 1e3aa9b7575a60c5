-- The papers of a company's UPDs of a day, and of a number where one is told; the newest first.
select u.id as upd, u.shipment_id as shipment, u.contract_id as contract, coalesce(p.payload ->> 'file_id', '') as file
from documents_paper p
left join billing_updrevision r on r.paper_id = p.id
join billing_upd u on u.id = coalesce(r.upd_id, (select x.id from billing_upd x where x.paper_id = p.id))
where p.company_id = %(company)s and p.kind in ('upd', 'upd_revision') and p.payload ->> 'date' = %(on)s
    and (%(number)s::text is null or p.number collate "C" = %(number)s::text)
order by p.id desc
limit 200
