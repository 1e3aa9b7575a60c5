select c.product_id as id from stock_supply c
    where c.taken < c.quantity
        and c.lead_days > ({after}::int[])[array_position({routes}::bigint[], c.route_id)]
        and c.lead_days <= ({leads}::int[])[array_position({routes}::bigint[], c.route_id)] {within}
