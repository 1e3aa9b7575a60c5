-- The lines that acts of these keys have added.
select key, id from orders_line where contract_id = %(contract)s and key = any(%(keys)s::text[])
