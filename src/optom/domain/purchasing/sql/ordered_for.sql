-- Client's lines for whose promises goods were ordered of suppliers who have not confirmed yet.
select distinct u.line_id as line
from purchasing_bought_for(
    array(select product_id from purchasing_supplierline where offer_id = any(%(offers)s::bigint[])), '{}') u
join purchasing_supplierline i on i.id = u.supplier_line_id and i.offer_id = any(%(offers)s::bigint[])
join purchasing_supplierorder v on v.id = i.order_id and (v.state = 'sent' or i.doubt <> '')
where u.promised > 0
