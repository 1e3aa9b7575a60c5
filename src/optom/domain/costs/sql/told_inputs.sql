-- Inputs of which something is known.
select id from costs_input i where exists (select from costs_figure f where f.input_id = i.id)
