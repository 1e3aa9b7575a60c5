-- Whose price each row tells.
update staged_told s set of_id = c.id from costs_competitor c where lower(c.name) = lower(s.of_name)
