select id, order_id as "order", sum from billing_invoice where contract_id = %(contract)s and key = %(key)s
