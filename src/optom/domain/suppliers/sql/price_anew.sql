-- After a formula has made prices: what has one now is an offer.
update staged_row
set fate = case when price > 0 then '' else 'no_price' end
where fate in ('', 'no_price', 'bad_price') and number is not null
