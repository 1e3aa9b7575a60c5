-- What may be promised from now on. What is promised stays promised, whatever is told: the rest is told by lacking_supplies.
with news as (
    select t.source, n.product_id, r.id as route_id, coalesce(n.quantity, 0) as quantity, n.lead_days
    from told_source t
    left join told_supply n on n.source = t.source
    left join stock_supplyroute r on r.source = n.route
),
changed as (
    update stock_supply s
    set product_id = case when s.taken > 0 then s.product_id else coalesce(n.product_id, s.product_id) end,
        route_id = coalesce(n.route_id, s.route_id), lead_days = coalesce(n.lead_days, s.lead_days),
        quantity = case
            when s.taken > 0 and n.product_id <> s.product_id then s.taken else greatest(n.quantity, s.taken) end
    from news n
    where s.source = n.source and (s.product_id, s.route_id, s.quantity, s.lead_days)
        is distinct from (coalesce(n.product_id, s.product_id), coalesce(n.route_id, s.route_id), n.quantity,
            coalesce(n.lead_days, s.lead_days))
)
insert into stock_supply (source, route_id, product_id, lead_days, quantity)
select n.source, n.route_id, n.product_id, n.lead_days, n.quantity
from news n
where n.quantity > 0 and n.route_id is not null
    and not exists (select from stock_supply s where s.source = n.source)
