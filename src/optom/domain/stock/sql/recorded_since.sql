-- Since when holds and arrivals are written down: their first moment where the ledgers came to goods held already.
select stock_recorded_since()
