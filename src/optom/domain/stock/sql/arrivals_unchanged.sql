-- How many rows say what is known.
select count(*) from resolved_arrivals
where wrong is null and arrival_id is not null and (quantity, expected_on) = (was, was_on) and not is_told
