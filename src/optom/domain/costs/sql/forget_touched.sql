-- An earlier act of the same transaction may have left its tables.
drop table if exists pg_temp.touched_market, pg_temp.market_changes
