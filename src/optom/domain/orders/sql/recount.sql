select orders_recount(%(order)s) as total
