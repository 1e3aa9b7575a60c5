-- An earlier measuring of the same transaction may have left its table.
drop table if exists pg_temp.measured_demand
