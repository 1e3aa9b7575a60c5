-- What was worked out is proposed, the greatest moves first. ``inside`` takes what may be published by itself, where it is
-- asked for.
insert into policy_proposedprice (publication_id, column_id, product_id, from_quantity, before, amount, rule, guard)
select case when %(inside)s::bigint is not null and guard is null and in_corridor then %(inside)s else %(publication)s end,
    column_id, product_id, from_quantity, before, amount, rule, guard
from worked_out
order by abs(coalesce(amount, 0) - before) / before desc nulls last, product_id, column_id, from_quantity
