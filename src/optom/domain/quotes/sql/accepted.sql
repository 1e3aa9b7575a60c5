select order_id as "order" from quotes_acceptance where quote_id = %(quote)s
