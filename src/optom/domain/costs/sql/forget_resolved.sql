-- An earlier act of the same transaction may have left its tables.
drop table if exists pg_temp.resolved_told, pg_temp.figure_changes
