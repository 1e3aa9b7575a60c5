-- How goods of suppliers come.
select id, cut_off, takes_on, closed_on, late_days::int, receipt_days::int from stock_supplyroute
