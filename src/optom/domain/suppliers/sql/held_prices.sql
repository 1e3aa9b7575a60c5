-- Prices that guards hold back.
select q.offer_id as id, s.name as supplier_name, o.number, o.article, o.brand, o.name, p.article as product_article,
    t.price as was, t.currency as was_currency, q.price, q.currency, round(q.price / t.price * 100 - 100, 1) as percent,
    q.reason, q.place, r.name as file, r.id as run, r.received_at
from suppliers_quarantined q
join suppliers_offer o on o.id = q.offer_id
join suppliers_terms t on t.offer_id = q.offer_id
left join suppliers_supplier s on s.id = o.supplier_id
left join suppliers_feedrun r on r.id = q.run_id
left join catalog_product p on p.id = o.product_id
