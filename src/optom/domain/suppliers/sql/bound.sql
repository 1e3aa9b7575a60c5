-- So many in one as nothing holds is not said; prices that no column could hold, or that round to nothing, are none.
update staged_row
set packed = case when round(packed, 3) between 0.001 and 100000 then packed end,
    fate = case when fate = '' and not round(price, 4) between 0.0001 and 99999999999 then 'bad_price' else fate end
where packed is not null or fate = '' and not round(price, 4) between 0.0001 and 99999999999
