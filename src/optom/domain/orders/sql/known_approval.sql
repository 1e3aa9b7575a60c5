-- The request that a key of the contract stands for.
select id from orders_approval where contract_id = %(contract)s and key = %(key)s
