-- How many figures change.
select count(*) from figure_changes
