-- Figures that are other now.
update costs_figure f
set amount = c.amount
from figure_changes c
where c.amount is not null and c.before is not null and f.input_id = c.input_id and f.product_id = c.product_id
