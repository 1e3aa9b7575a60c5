-- An earlier import of the same transaction may have left its table.
drop table if exists pg_temp.resolved_marked
