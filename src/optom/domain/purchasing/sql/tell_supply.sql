-- What of each of them may be promised: a share of what the supplier tells, in whole multiples of his and at least as much as he
-- sells, without what was ordered of him since his list came; nothing of what he has refused since. Where nothing of his is to be
-- promised any more, what is promised stays as long as his list has it. What was ordered of him for clients stays theirs, whatever
-- his lists say, until he has answered. Of an offer that was given until a day no list tells whether he still has it: nothing.
with ordered as materialized (
    select k.id, k.offer_id, k.product_id, k.quantity, k.confirmed, v.sent_at, v.confirmed_at,
        v.state = 'sent' or k.doubt <> '' as is_open
    from told_source n
    join purchasing_supplierline k on k.offer_id = n.source
    join purchasing_supplierorder v on v.id = k.order_id and v.state in ('sent', 'confirmed')
),
bought as materialized (
    select supplier_line_id, sum(promised) as promised
    from purchasing_bought_for(array(select product_id from ordered where is_open), '{}')
    group by supplier_line_id
),
listed as materialized (
    select r.feed_id, max(r.received_at) as at from suppliers_feedrun r where r.state = 'applied' group by r.feed_id
),
answered as materialized (
    select i.offer_id,
        sum(case when i.is_open then i.quantity else i.confirmed end) filter (where i.sent_at >= l.at) as since,
        sum(w.promised) filter (where i.is_open) as kept,
        bool_or(not i.is_open and i.confirmed < i.quantity and i.confirmed_at >= l.at) as is_refused
    from ordered i
    join suppliers_offer o on o.id = i.offer_id
    left join listed l on l.feed_id = o.feed_id
    left join bought w on w.supplier_line_id = i.id
    group by i.offer_id
)
insert into told_supply (source, route, product_id, quantity, lead_days)
select q.source, q.route, q.product_id, q.quantity, q.lead_days
from (
    select o.id as source, o.feed_id as route, o.product_id, coalesce(t.lead_days, a.lead_days, 0) as lead_days,
        greatest(case when x.is_refused or b.quantity < coalesce(t.minimum, 0) then 0 else b.quantity end - coalesce(x.since, 0), 0)
            + coalesce(x.kept, 0) as quantity
    from told_source n
    join suppliers_offer o on o.id = n.source
    join catalog_product p on p.id = o.product_id
    left join suppliers_terms t on t.offer_id = o.id
    left join suppliers_feed f on f.id = o.feed_id
    left join purchasing_supplying s on s.supplier_id = o.supplier_id
    left join stock_supply y on y.source = o.id
    left join listed l on l.feed_id = o.feed_id
    left join answered x on x.offer_id = o.id
    left join purchasing_agreement a on a.supplier_id = o.supplier_id
    cross join lateral (select coalesce(nullif(t.multiple, 0), p.multiple) as multiple) m
    cross join lateral (
        select case
            when t.is_listed is not true or f.is_active is not true or p.is_active is not true or l.at is null then 0
            when exists (select from suppliers_expiry e where e.offer_id = o.id) then 0
            when s.supplier_id is null then least(coalesce(y.taken, 0), coalesce(t.stock, y.taken, 0))
            else floor(
                case when t.stock is null then s.by_order_most else t.stock * s.share_percent / 100 end / m.multiple
            ) * m.multiple
        end as quantity
    ) b
) q
where q.quantity > 0
