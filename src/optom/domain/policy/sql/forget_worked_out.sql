-- Earlier work of the same transaction may have left its tables.
drop table if exists pg_temp.worked_out, pg_temp.moved_parts, pg_temp.moved_margins
