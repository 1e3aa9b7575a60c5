update suppliers_offer set sought_at = %(at)s where id = any(%(offers)s)
