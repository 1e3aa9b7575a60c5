-- Every issued paper with what it is about: an invoice asks for its sum, a delivery note and an UPD are owed for what
-- has left, an UKD changes that by its sum.
select p.id, p.kind, p.number, p.title, p.issued_at, p.company_id as company, p.contract_id as contract,
    c.number as contract_number, e.name as seller_name, c.currency,
    coalesce(i.sum, d.sum, v.sum, k.sum, a.sum, g.sum, y.sum, s.shipped_sum, q.total) as sum,
    coalesce(i.vat, d.vat, v.vat, k.vat, q.vat) as vat,
    coalesce(s.id, d.shipment_id, k.shipment_id, a.shipment_id, i.shipment_id) as shipment,
    (
        select string_agg(o.id::text, ', ' order by o.id)
        from (
            select i.order_id as id where i.order_id is not null
            union
            select g.order_id where g.order_id is not null
            union
            select l.order_id from billing_invoiceline b join orders_line l on l.id = b.order_line_id
            where b.invoice_id = i.id
            union
            select l.order_id from shipping_shipmentline t join orders_line l on l.id = t.order_line_id
            where t.shipment_id in (s.id, d.shipment_id, k.shipment_id, a.shipment_id)
        ) o
    ) as orders,
    p.sha256, p.size, (p.size + 1023) / 1024 as kilobytes,
    (select n.number from billing_updrevision n where n.upd_id = d.id and n.number = coalesce(r.number, 0) + 1) as replaced_by,
    (select t.outcome from billing_buyertitle t where t.upd_id = d.id order by t.id desc limit 1) as outcome
from documents_paper p
{about_papers}
left join quotes_quote q on q.paper_id = p.id
where %(order)s::bigint is null
    or i.order_id = %(order)s::bigint
    or g.order_id = %(order)s::bigint
    or exists (
        select from billing_invoiceline b join orders_line l on l.id = b.order_line_id
        where b.invoice_id = i.id and l.order_id = %(order)s::bigint
    )
    or exists (
        select from shipping_shipmentline t join orders_line l on l.id = t.order_line_id
        where t.shipment_id in (s.id, d.shipment_id, k.shipment_id, a.shipment_id) and l.order_id = %(order)s::bigint
    )
