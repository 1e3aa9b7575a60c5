update suppliers_offer set product_id = %(product)s, matched = 'hand' where id = %(offer)s
