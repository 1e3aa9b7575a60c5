-- Receipts that no entry counts yet: each for the newest entry of its product and supplier that stood when the goods were ordered
-- and that no other stands in place of. A unit has saved the baseline less what was won, or less what was really paid if that
-- is more: the price on the supplier's paper by which the goods came, else the confirmed one.
with came as (
    select l.id as supplier_line_id, l.product_id, o.supplier_id, o.created_at, m.id as move_id, m.quantity,
        (m.at at time zone %(zone)s)::date as came_on,
        round(l.landed * coalesce(n.price, l.confirmed_price, l.price) / l.price, 4) as paid
    from (select distinct product_id, supplier_id from bargaining_saving) w
    join purchasing_supplierline l on l.product_id = w.product_id and l.arrival_id is not null
    join purchasing_supplierorder o on o.id = l.order_id and o.supplier_id = w.supplier_id
    join stock_move m on m.product_id = l.product_id and m.kind = 'receipt' and m.subject = 'arrival:' || l.arrival_id
    left join lateral (
        select max(n.price) as price
        from purchasing_receiptline n
        join purchasing_receipt r on r.id = n.receipt_id and r.at = m.at
        where n.supplier_line_id = l.id and n.product_id = l.product_id
    ) n on true
    where not exists (
        select from bargaining_realised r
        where r.move_id = m.id and r.reverses_id is null
            and not exists (select from bargaining_realised b where b.reverses_id = r.id)
    )
)
insert into bargaining_realised (saving_id, supplier_line_id, move_id, "on", quantity, per_unit, amount, at)
select s.id, c.supplier_line_id, c.move_id, c.came_on, c.quantity, s.baseline - greatest(s.won, c.paid),
    round(c.quantity * (s.baseline - greatest(s.won, c.paid)), 2), %(at)s
from came c
cross join lateral (
    select s.id, s.baseline, s.won
    from bargaining_saving s
    where s.product_id = c.product_id and s.supplier_id = c.supplier_id and s.baseline > s.won
        and s.counts_from <= c.created_at and (c.created_at at time zone %(zone)s)::date <= s.until
        and not exists (select from bargaining_saving k where k.corrects_id = s.id)
    order by s.counts_from desc, s.id desc limit 1
) s
