select c.product_id as id from stock_arrival c
    where c.received < c.quantity and c.expected_on >= {low}::date and c.expected_on <= {high}::date {within}
