-- What was announced under a key.
select id from stock_arrival where key = %(key)s
