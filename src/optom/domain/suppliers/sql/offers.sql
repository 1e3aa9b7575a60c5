-- What suppliers offer, and at what.
select o.id, o.supplier_id as supplier, s.name as supplier_name, o.number, o.article, o.brand, o.name, o.category,
    o.product_id as product, p.article as product_article, b.name as product_brand, p.name as product_name, o.matched,
    t.price, t.currency, t.with_vat, t.recommended, t.stock, t.stock_said, t.multiple, t.minimum, t.lead_days, t.breaks,
    t.is_listed, t.since, o.unit, t.factor, t.said_price, u.name as product_unit
from suppliers_offer o
left join suppliers_supplier s on s.id = o.supplier_id
left join suppliers_terms t on t.offer_id = o.id
left join catalog_product p on p.id = o.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
where (%(supplier)s::bigint is null or o.supplier_id = %(supplier)s)
    and (%(product)s::bigint is null or o.product_id = %(product)s)
    and (%(feed)s::bigint is null or o.feed_id = %(feed)s)
