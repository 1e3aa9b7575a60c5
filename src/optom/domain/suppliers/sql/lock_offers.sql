select id, product_id, matched from suppliers_offer where id = any(%(offers)s) order by id for update
