select distinct supplier_id as id from suppliers_offer where id = any(%(offers)s)
