-- The ids of an order's lines with the contract they stand under.
select l.id, l.contract_id from orders_line l where l.order_id = %(order)s order by l.position
