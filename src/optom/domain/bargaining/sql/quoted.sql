-- The prices of the last reply of each supplier, and what each costs in our warehouse.
select q.id, q.line_id as line, i.supplier_id as supplier, s.name as supplier_name, q.price, q.currency, q.with_vat, q.quantity,
    q.multiple, q.lead_days, q.comment, q.valid_until, v.goods, v.freight, v.money, v.risk, v.landed
from bargaining_invitation i
join bargaining_quoted q on q.invitation_id = i.id and q.submission = i.submissions
join bargaining_askedline l on l.id = q.line_id
join suppliers_supplier s on s.id = i.supplier_id
left join lateral purchasing_lands(%(day)s, i.supplier_id, l.product_id, q.price, q.currency, q.with_vat) v on true
where i.request_id = %(request)s
order by l.position, v.landed, q.id
