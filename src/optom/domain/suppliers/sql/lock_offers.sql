select id, product_id from suppliers_offer where id = any(%(offers)s) order by id for update
