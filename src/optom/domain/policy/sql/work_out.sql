-- What the policy makes otherwise than it is, with the guard that holds it back where one does. A table of its own, for only
-- what fills one may be read by several processes.
create temp table worked_out on commit drop as
select column_id, product_id, from_quantity, before, amount, rule, guard, in_corridor
from (--worked-out--) w
where amount is distinct from before
