delete from suppliers_quarantined where offer_id = any(%(offers)s)
