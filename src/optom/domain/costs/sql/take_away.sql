-- Figures that are not known any more.
delete from costs_figure f
using figure_changes c
where c.amount is null and f.input_id = c.input_id and f.product_id = c.product_id
