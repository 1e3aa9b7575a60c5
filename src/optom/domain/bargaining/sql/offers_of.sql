-- Who offers a product, and of what each offer's cost is made; the best first.
select l.offer_id as id, l.supplier_id as supplier, s.name as supplier_name, o.number, t.price, t.currency, t.with_vat, t.stock,
    t.lead_days, l.goods, l.freight, l.money, l.risk, l.landed, l.is_lacking, e.until
from purchasing_landed(%(day)s) l
join suppliers_offer o on o.id = l.offer_id
join suppliers_terms t on t.offer_id = l.offer_id
join suppliers_supplier s on s.id = l.supplier_id
left join suppliers_expiry e on e.offer_id = l.offer_id
where l.product_id = %(product)s
order by l.is_lacking, l.landed, l.offer_id
