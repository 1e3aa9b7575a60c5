-- What a file has said of each line of its order, beside what was ordered.
select l.id, l.position, p.article, b.name as brand, p.name, u.name as unit,
    case when n.doubt <> '' then 'doubted' when n.quantity = 0 then 'nothing' when n.quantity < l.quantity then 'less'
        else 'comes' end as outcome,
    n.doubt, l.quantity, n.quantity as said, l.price, n.price as said_price, l.currency, l.due_on,
    case when n.quantity > 0 then n.expected_on end as expected_on
from purchasing_answer a
join purchasing_answerline n on n.answer_id = a.id
join purchasing_supplierline l on l.id = n.line_id
left join catalog_product p on p.id = l.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
where a.run_id = %(run)s
