-- Quoted prices of a request that are to be taken, and what each costs in our warehouse; only those of the last replies.
select q.id, q.line_id as line, l.position, l.product_id as product, p.article, i.supplier_id as supplier, s.name as supplier_name,
    s.is_candidate, q.price, q.currency, q.with_vat, q.quantity, q.multiple, q.lead_days, q.valid_until, v.landed, w.id is not null as is_awarded
from bargaining_quoted q
join bargaining_invitation i on i.id = q.invitation_id and i.submissions = q.submission and i.request_id = %(request)s
join bargaining_askedline l on l.id = q.line_id
join catalog_product p on p.id = l.product_id
join suppliers_supplier s on s.id = i.supplier_id
left join bargaining_award w on w.line_id = l.id
left join lateral purchasing_lands(%(day)s, i.supplier_id, l.product_id, q.price, q.currency, q.with_vat) v on true
where q.id = any(%(quoted)s)
order by l.position, q.id
