-- An arrival that is still open, locked.
select id, held, quantity, quantity - received as open, country, declaration, rnpt, trace_unit_id, trace_quantity, trace_cost
from stock_arrival
where id = %(arrival)s and received < quantity and supply_id is null
for update
