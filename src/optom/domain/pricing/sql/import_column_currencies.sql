-- The currency of every column that came from outside.
select external_id, currency from pricing_column where external_id is not null
