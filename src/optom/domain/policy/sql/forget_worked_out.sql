-- More may be worked out in the same transaction.
drop table if exists pg_temp.worked_out, pg_temp.moved_parts, pg_temp.moved_margins
