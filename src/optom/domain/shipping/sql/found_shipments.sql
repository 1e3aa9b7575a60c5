-- Shipments of these contracts by number or its beginning, by the number of the delivery note or of the parcel.
select s.id
from shipping_shipment s
left join documents_paper d on d.id = s.delivery_note_id
where s.contract_id = any(%(contracts)s::bigint[])
    and (
        s.id::text like %(beginning)s::text
        or d.number = %(number)s
        or (s.tracking_number <> '' and lower(s.tracking_number) like lower(%(part)s::text))
    )
order by s.id = coalesce(%(id)s::bigint, 0) desc, s.contract_id = %(here)s desc, s.id desc
limit %(most)s
