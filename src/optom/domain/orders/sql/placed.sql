-- The order that a key of the contract stands for.
select id from orders_order where contract_id = %(contract)s and key = %(key)s
