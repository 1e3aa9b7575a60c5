-- Which of our legal entities buys by an order: that of the agreement, else the only one. Null: there are several.
select coalesce(a.buyer_id, (select min(e.id) from companies_seller e having count(*) = 1)) as buyer
from purchasing_supplierorder o
left join purchasing_agreement a on a.supplier_id = o.supplier_id
where o.id = %(order)s
