-- The latest orders that a draft became.
select id from orders_order where contract_id = %(contract)s and draft = %(draft)s order by id desc limit 20
