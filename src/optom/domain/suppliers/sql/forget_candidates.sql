delete from suppliers_candidate where offer_id = any(%(offers)s)
