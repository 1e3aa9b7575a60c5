select order_id as "order" from quotes_hold where quote_id = %(quote)s
