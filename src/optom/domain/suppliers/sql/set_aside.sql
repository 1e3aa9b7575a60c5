update suppliers_offer
set product_id = null, matched = %(matched)s, sought_at = null
where id = any(%(offers)s)
