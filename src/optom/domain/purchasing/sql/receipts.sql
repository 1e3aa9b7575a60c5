-- Papers by which goods of an order came, each with what came instead of something that was ordered.
select r.id, r.paper, r.at, coalesce(y.name, '') as person, m.article as meant, p.article, b.name as brand, n.came, u.name as unit,
    n.price, n.currency
from purchasing_receipt r
left join accounts_user y on y.id = r.by_id
left join lateral (
    select i.id, l.product_id as meant, i.product_id, i.came, i.price, l.currency
    from purchasing_receiptline i
    join purchasing_supplierline l on l.id = i.supplier_line_id
    where i.receipt_id = r.id and i.product_id <> l.product_id
) n on true
left join catalog_product m on m.id = n.meant
left join catalog_product p on p.id = n.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
where r.order_id = %(order)s
order by r.id, n.id
