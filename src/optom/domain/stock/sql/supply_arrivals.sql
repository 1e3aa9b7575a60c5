-- The arrivals of supplies on days, made where there is none yet.
select supply, expected_on, arrival from stock_supply_arrivals(%(supplies)s::bigint[], %(days)s::date[])
