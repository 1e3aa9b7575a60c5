-- Shipments of all companies by their number or that of the delivery note, each by its index.
select id
from (
    (select s.id from shipping_shipment s where s.id = %(id)s::bigint)
    union
    (
        select s.id
        from documents_paper d
        join shipping_shipment s on s.delivery_note_id = d.id
        where d.number collate "C" = %(number)s
        order by s.id desc
        limit %(most)s
    )
) found
order by id = coalesce(%(id)s::bigint, 0) desc, id desc
limit %(most)s
