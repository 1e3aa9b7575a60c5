(select true from stock_supply y
    where y.product_id = p.id and y.taken < y.quantity
        and y.lead_days <= ({leads}::int[])[array_position({routes}::bigint[], y.route_id)]
    limit 1)
