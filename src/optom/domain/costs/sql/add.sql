-- Figures that are new.
insert into costs_figure (input_id, product_id, amount)
select input_id, product_id, amount
from figure_changes
where amount is not null and before is null
order by input_id, product_id
