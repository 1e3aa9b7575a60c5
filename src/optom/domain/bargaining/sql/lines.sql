-- The lines of a request: what each would have cost without asking, and to whom it was awarded.
select l.id, l.position, l.product_id as product, p.article, b.name as brand, p.name, n.name as unit, l.quantity, l.baseline,
    f.name as baseline_supplier, d.sold_365 as sold, s.name as awarded_to, w.landed
from bargaining_askedline l
join catalog_product p on p.id = l.product_id
join catalog_brand b on b.id = p.brand_id
join catalog_unit n on n.id = p.unit_id
left join suppliers_offer o on o.id = l.baseline_offer_id
left join suppliers_supplier f on f.id = o.supplier_id
left join costs_demand d on d.product_id = l.product_id
left join bargaining_award w on w.line_id = l.id
left join bargaining_quoted q on q.id = w.quoted_id
left join bargaining_invitation i on i.id = q.invitation_id
left join suppliers_supplier s on s.id = i.supplier_id
where l.request_id = %(request)s
order by l.position
