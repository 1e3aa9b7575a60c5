-- What of each of them may be promised: a share of what the supplier tells, in whole multiples of his and at least as much as he
-- sells, without what was ordered of him since his list came; with what clients were promised and was ordered before it came. Nothing of an
-- offer that was given until a day: no list of his tells whether he still has it.
insert into told_supply (source, route, product_id, quantity, lead_days)
select q.source, q.route, q.product_id, q.quantity, q.lead_days
from (
    select o.id as source, o.feed_id as route, o.product_id, coalesce(t.lead_days, a.lead_days, 0) as lead_days,
        greatest(case when b.quantity >= coalesce(t.minimum, 0) then b.quantity else 0 end - coalesce(x.since, 0), 0)
            + coalesce(x.before, 0) as quantity
    from told_source n
    join suppliers_offer o on o.id = n.source
    join catalog_product p on p.id = o.product_id and p.is_active
    join suppliers_terms t on t.offer_id = o.id and t.is_listed
    join suppliers_feed f on f.id = o.feed_id and f.is_active
    join purchasing_supplying s on s.supplier_id = o.supplier_id
    join (
        select r.feed_id, max(r.received_at) as at from suppliers_feedrun r where r.state = 'applied' group by r.feed_id
    ) l on l.feed_id = f.id
    left join purchasing_agreement a on a.supplier_id = o.supplier_id
    cross join lateral (select coalesce(nullif(t.multiple, 0), p.multiple) as multiple) m
    cross join lateral (
        select floor(case when t.stock is null then s.by_order_most else t.stock * s.share_percent / 100 end / m.multiple)
            * m.multiple as quantity
    ) b
    left join lateral (
        select sum(case when v.state = 'confirmed' and i.doubt = '' then i.confirmed else i.quantity - coalesce(u.promised, 0) end)
                filter (where v.sent_at >= l.at) as since,
            sum(u.promised) filter (where (v.state = 'sent' or i.doubt <> '') and v.sent_at < l.at) as before
        from purchasing_supplierline i
        join purchasing_supplierorder v on v.id = i.order_id and v.state in ('sent', 'confirmed')
        left join lateral (
            select sum(w.promised) as promised from purchasing_purpose w where w.supplier_line_id = i.id
        ) u on true
        where i.offer_id = o.id
    ) x on true
) q
where q.quantity > 0 and not exists (select from suppliers_expiry e where e.offer_id = q.source)
