-- What was ordered, what the supplier has confirmed, what came, and what of it is for clients who wait: as their lines stand now,
-- until he has answered; after that, for whom it was bought.
select l.id, l.position, o.number, p.article, b.name as brand, p.name, u.name as unit, l.quantity, l.price, l.currency,
    l.confirmed, l.confirmed_price, l.expected_on, l.due_on, l.doubt, c.came, r.damaged, r.paper_price,
    case when a.received < a.quantity then a.quantity - a.received end as awaited,
    case when a.received >= a.quantity then coalesce(c.came, 0) - l.confirmed end as discrepancy, l.landed,
    f.quantity as waited_for
from purchasing_supplierline l
left join suppliers_offer o on o.id = l.offer_id
left join catalog_product p on p.id = l.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
left join stock_arrival a on a.id = l.arrival_id
left join lateral (
    select sum(m.quantity) as came
    from stock_move m
    where m.product_id = l.product_id and m.kind = 'receipt' and m.subject = 'arrival:' || l.arrival_id
) c on true
left join lateral (
    select nullif(sum(n.damaged), 0) as damaged,
        (array_agg(n.price order by n.id desc) filter (where n.price <> l.confirmed_price))[1] as paper_price
    from purchasing_receiptline n
    where n.supplier_line_id = l.id and n.product_id = l.product_id
) r on true
left join (
    select u.supplier_line_id, sum(u.quantity) as quantity
    from (
        select supplier_line_id, quantity
        from purchasing_bought_for('{}', array(
            select i.id
            from purchasing_supplierline i
            join purchasing_supplierorder v on v.id = i.order_id and (v.state in ('draft', 'sent') or i.doubt <> '')
            where i.order_id = %(order)s))
        union all
        select u.supplier_line_id, u.quantity
        from purchasing_supplierline i
        join purchasing_supplierorder v on v.id = i.order_id and v.state not in ('draft', 'sent') and i.doubt = ''
        join purchasing_purpose u on u.supplier_line_id = i.id
        where i.order_id = %(order)s
    ) u
    group by u.supplier_line_id
) f on f.supplier_line_id = l.id
where l.order_id = %(order)s
