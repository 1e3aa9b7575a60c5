-- What books call the UPDs of these shipments, by the subjects of their entries; one that was issued anew keeps its number.
select 'shipping.shipment:' || u.shipment_id as subject, p.title, p.number
from billing_upd u
join documents_paper p on p.id = u.paper_id
where p.kind = 'upd'
    and u.shipment_id in (
        select split_part(s.subject, ':', 2)::bigint from unnest(%(subjects)s::text[]) s(subject)
        where s.subject like 'shipping.shipment:%%'
    )
