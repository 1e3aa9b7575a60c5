-- What goods of a receipt have cost in our warehouse: as was reckoned when they were ordered, in proportion to the price. What
-- came instead has the supplier's price in the same proportion.
insert into told_figure (input, product_id, amount)
select distinct on (n.product_id) %(input)s, n.product_id, round(l.landed * n.price / l.price, 4)
from purchasing_receiptline n
join purchasing_supplierline l on l.id = n.supplier_line_id
where n.receipt_id = %(receipt)s and n.came > 0
order by n.product_id, n.id desc
