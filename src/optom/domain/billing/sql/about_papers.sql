-- What a paper ``p`` is about, whatever its kind: joined to every list of papers.
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
