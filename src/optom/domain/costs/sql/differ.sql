-- What differs from the figures that are known; an amount of null takes one away.
create temp table figure_changes on commit drop as
select r.of_id::smallint as input_id, r.product_id, r.amount, f.amount as before
from resolved_told r
left join costs_figure f on f.input_id = r.of_id and f.product_id = r.product_id
where r.wrong is null and r.amount is distinct from f.amount
