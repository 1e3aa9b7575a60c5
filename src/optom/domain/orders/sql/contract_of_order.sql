select o.contract_id as contract from orders_order o where o.id = %(order)s
