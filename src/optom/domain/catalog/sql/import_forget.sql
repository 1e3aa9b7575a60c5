-- An earlier import of the same transaction may have left its tables.
drop table if exists pg_temp.resolved_products, pg_temp.touched_products
