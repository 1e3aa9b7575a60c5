select c.product_id as id
    from unnest({routes}::bigint[], {after}::int[], {leads}::int[]) as h(route, after, lead)
    cross join lateral (
        select s.product_id from stock_supply s
        where s.route_id = h.route and s.lead_days > h.after and s.lead_days <= h.lead and s.taken < s.quantity
        offset 0) c
