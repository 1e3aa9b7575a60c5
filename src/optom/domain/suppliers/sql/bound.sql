-- Prices that no column could hold, or that round to nothing, are none.
update staged_row
set fate = 'bad_price'
where fate = '' and not round(price, 4) between 0.0001 and 99999999999
