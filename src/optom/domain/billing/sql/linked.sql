-- The papers that a link opens, as billing_held_link() bounds them: the same columns as of issued.sql.
select p.id, p.kind, p.number, p.title, p.issued_at, p.company_id as company, p.contract_id as contract,
    c.number as contract_number, e.name as seller_name, c.currency,
    coalesce(i.sum, d.sum, v.sum, k.sum, a.sum, g.sum, y.sum, s.shipped_sum) as sum,
    null::bigint as shipment, null::text as orders, p.sha256, p.size, (p.size + 1023) / 1024 as kilobytes,
    (select n.number from billing_updrevision n where n.upd_id = d.id and n.number = coalesce(r.number, 0) + 1) as replaced_by,
    null::text as outcome
from documents_paper p
cross join billing_held_link() h
left join companies_contract c on c.id = p.contract_id
left join companies_seller e on e.id = c.seller_id
left join billing_invoice i on i.paper_id = p.id
left join billing_updrevision r on r.paper_id = p.id
left join lateral (
    select x.id from billing_upd x where x.paper_id = p.id
    union all
    select r.upd_id where r.upd_id is not null
) u on true
left join billing_upd d on d.id = u.id
left join billing_correction k on k.paper_id = p.id
left join billing_advanceinvoice v on v.paper_id = p.id
left join billing_shipmentpaper a on a.paper_id = p.id
left join billing_contractpaper g on g.paper_id = p.id
left join billing_penaltyclaim y on y.paper_id = p.id
left join shipping_shipment s on s.delivery_note_id = p.id
where p.company_id = h.company
    and (h.contract is null or p.contract_id = h.contract)
    and p.issued_at >= h.issued_from
    and p.issued_at < h.issued_before
