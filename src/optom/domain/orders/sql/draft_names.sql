-- The open tabs of a contract by their names, oldest first.
select id, name from orders_draft where contract_id = %(contract)s order by id
