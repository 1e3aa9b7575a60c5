-- To which cost centres the orders are charged.
select o.id as "order", o.cost_centre_id as centre from orders_order o where o.id = any(%(orders)s::bigint[])
