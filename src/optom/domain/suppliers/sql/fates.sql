-- How many rows have come to what.
select coalesce(nullif(fate, ''), 'offer') as fate, count(*) as many from staged_row group by 1
